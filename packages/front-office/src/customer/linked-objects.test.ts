import { ObjectErrors } from '@caruso/business-objects';
import type { BusinessObjects, Entity, ObjectType } from '@caruso/business-objects/contract';
import type { Stub } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { describe, expect, it } from 'vitest';
import { withLinks } from './linked-objects.js';

const entity = (links: Entity['links'] = {}): Entity => ({
  object: 'Customer',
  key: '17',
  version: '1',
  title: 'Kim Feld',
  values: { number: '17' },
  links,
});
const meter: Entity = { ...entity(), object: 'Meter', key: 'M-1' };

const typeOf = (name: string, ...links: readonly string[]) =>
  ({
    ...{
      name,
      attributes: [{ name: 'at', type: 'integer' }],
      presentation: name === 'Meter' ? { list: { sort: '-at' } } : {},
    },
    links: links.map((link) => ({ name: link, to: 'Meter', many: true, inverse: 'customer' })),
  }) as unknown as ObjectType;

/** Objects whose links fail as told; of each of them there are some meters. */
function objectsWith(
  broken: Readonly<Record<string, unknown>>,
  { found = entity(), meters = 1 }: { readonly found?: Entity | null; readonly meters?: number } = {},
) {
  const asked: unknown[] = [];
  const all = Array.from({ length: meters }, (_, at) => ({ ...meter, key: `M-${at + 1}`, values: { at } }));
  const get = async ({ include = [] }: { readonly include?: string[] }) => {
    asked.push(include);
    for (const path of include) if (Object.hasOwn(broken, path)) throw broken[path];
    return found && { ...found, links: Object.fromEntries(include.map((path) => [path.split('.')[0], all])) };
  };
  const find = async (input: { readonly limit: number }) => {
    asked.push(input);
    if (Object.hasOwn(broken, 'customer')) throw broken.customer;
    const items = all.toReversed().slice(0, input.limit);
    return { items, ...(items.length < all.length ? { next: 'there are more' } : {}) };
  };
  const types = async () => [typeOf('Customer', 'meters'), typeOf('Meter')];
  return { objects: { get, find, types } as unknown as Stub<typeof BusinessObjects>, asked };
}
const logOf = (entries: unknown[][]) => ({ ...silentLog, error: (...entry: unknown[]) => void entries.push(entry) });
const request = (...include: string[]) => ({ object: 'Customer', key: '17', include });

describe('an object with its links', () => {
  it('has every link that can be read, and names none as unavailable', async () => {
    const shown = await withLinks(objectsWith({}).objects, silentLog, request('meters', 'invoices'));
    expect(shown).toMatchObject({ key: '17', links: { meters: [{ key: 'M-1' }], invoices: [{}] }, unavailable: [] });
  });

  it('stays with its other links when one cannot be read; the log tells why', async () => {
    const entries: unknown[][] = [];
    const broken = new Error('billing.internal is down');
    const { objects } = objectsWith({ invoices: broken });
    const shown = await withLinks(objects, logOf(entries), request('meters', 'invoices'));
    expect(shown).toMatchObject({ values: { number: '17' }, unavailable: ['invoices'] });
    expect(Object.keys(shown?.links ?? {})).toEqual(['meters']);
    expect(entries).toEqual([[expect.any(String), broken, { object: 'Customer', key: '17', link: 'invoices' }]]);
  });

  it('reads paths that begin with the same link together', async () => {
    const { objects, asked } = objectsWith({});
    await withLinks(objects, silentLog, request('meters', 'meters.readings'));
    expect(asked).toEqual([[], expect.objectContaining({ object: 'Meter', include: ['readings'] })]);
  });

  it('has the first of many objects in the order of their list, and says which links have more', async () => {
    const { objects, asked } = objectsWith({}, { meters: 51 });
    const shown = await withLinks(objects, silentLog, request('meters'));
    expect(asked[1]).toMatchObject({ where: { attribute: 'customer', op: 'eq', value: '17' }, sort: ['-at'] });
    expect(shown?.links.meters?.map(({ key }) => key).slice(0, 2)).toEqual(['M-51', 'M-50']);
    expect([shown?.links.meters?.length, shown?.shortened]).toEqual([50, ['meters']]);
    const { objects: few } = objectsWith({}, { meters: 50 });
    expect((await withLinks(few, silentLog, request('meters')))?.shortened).toEqual([]);
  });

  it('has them also where the link back may not be asked for', async () => {
    const hidden = new ObjectErrors.NotPermitted({
      object: 'Meter',
      operation: 'read',
      members: ['customer'],
      roles: [],
    });
    const { objects } = objectsWith({ customer: hidden }, { meters: 51 });
    const shown = await withLinks(objects, silentLog, request('meters'));
    expect(shown?.links.meters?.map(({ key }) => key).slice(0, 2)).toEqual(['M-51', 'M-50']);
    expect([shown?.links.meters?.length, shown?.shortened]).toEqual([50, ['meters']]);
  });

  it('is refused when the request names a link that does not exist', async () => {
    const { objects } = objectsWith({ metres: new ObjectErrors.UnknownLink({ object: 'Customer', link: 'metres' }) });
    await expect(withLinks(objects, silentLog, request('metres'))).rejects.toThrow('no link "metres"');
  });

  it('is null when nobody has the key', async () => {
    expect(await withLinks(objectsWith({}, { found: null }).objects, silentLog, request('meters'))).toBeNull();
  });
});
