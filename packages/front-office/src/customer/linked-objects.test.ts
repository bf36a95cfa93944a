import { ObjectErrors } from '@caruso/business-objects';
import type { BusinessObjects, Entity } from '@caruso/business-objects/contract';
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

/** Objects whose links fail as told. */
function objectsWith(broken: Readonly<Record<string, unknown>>, found: Entity | null = entity()) {
  const asked: string[][] = [];
  const get = async ({ include = [] }: { readonly include?: string[] }) => {
    asked.push(include);
    for (const path of include) if (Object.hasOwn(broken, path)) throw broken[path];
    return found && { ...found, links: Object.fromEntries(include.map((path) => [path.split('.')[0], [meter]])) };
  };
  return { objects: { get } as unknown as Stub<typeof BusinessObjects>, asked };
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
    expect(asked).toEqual([[], ['meters', 'meters.readings']]);
  });

  it('is refused when the request names a link that does not exist', async () => {
    const { objects } = objectsWith({ metres: new ObjectErrors.UnknownLink({ object: 'Customer', link: 'metres' }) });
    await expect(withLinks(objects, silentLog, request('metres'))).rejects.toThrow('no link "metres"');
  });

  it('is null when nobody has the key', async () => {
    expect(await withLinks(objectsWith({}, null).objects, silentLog, request('meters'))).toBeNull();
  });
});
