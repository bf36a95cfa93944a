import { LanguageErrors } from '@caruso/language';
import { afterEach, describe, expect, it } from 'vitest';
import { ObjectErrors } from '../../src/index.js';
import { as, MAPPING, OBJECTS, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
afterEach(() => workshop.close());

async function openWith(permissions: string, mapping = MAPPING) {
  const objects = OBJECTS.replace(
    '</objects>',
    `</objects>${permissions === '' ? '' : `<permissions>${permissions}</permissions>`}`,
  ).replace(
    '<attr name="since" type="date"/>',
    '<attr name="since" type="date"/><attr name="iban" type="string" size="34"/>',
  );
  const mapped = mapping.replace('<!-- never empty -->', '<col attr="iban" column="KD_IBAN"/>');
  workshop = await openWorkshop({ documents: { 'objects.xml': objects, 'mapping.xml': mapped } });
}

const sample = (table: string, actor = as('administrator'), limit = 20) =>
  workshop.modeler.sample({ model: 'shop', store: 'billing', table, limit }, actor);

describe('sample rows', () => {
  it('are some rows of a table, as texts', async () => {
    await openWith('');
    const found = await sample('KDSTAMM', as('administrator'), 2);
    expect(found.columns.map(({ name }) => name).slice(0, 3)).toEqual(['KD_NR', 'KD_NAME', 'KD_ORT']);
    expect(found.rows).toHaveLength(2);
    expect(found.rows[0]).toEqual(['0', 'Name 0', 'Graz', '20200110', 'A', 'DE89370400440532013000', '1']);
    expect(found.complete).toBe(false);
    expect((await sample('REGION')).complete).toBe(true);
  });

  it('are masked where the model masks, and hidden where it hides; so is what nobody has mapped', async () => {
    await openWith('<grant role="administrator" object="Customer" hide="name" mask="iban"/>');
    const { columns, rows } = await sample('KDSTAMM');
    expect(Object.fromEntries(columns.map(({ name, shown }) => [name, shown]))).toEqual({
      ...{ KD_NR: 'plain', KD_NAME: 'hidden', KD_IBAN: 'masked', KD_REG: 'plain' },
      ...{ KD_ORT: 'hidden', KD_SEIT: 'hidden', KD_STATUS: 'hidden' },
    });
    expect(rows[0]).toEqual(['0', null, null, null, null, '•••000', '1']);
  });

  it('show what nobody has mapped when nothing of the object is hidden', async () => {
    await openWith('<grant role="administrator" object="Customer" mask="iban"/>');
    const { rows } = await sample('KDSTAMM');
    expect(rows[0]).toEqual(['0', 'Name 0', 'Graz', '20200110', 'A', '•••000', '1']);
  });

  it.each([
    ['all objects of a table', '<grant role="agent" object="Customer"/>'],
    ['some of them', '<grant role="administrator" object="Customer" where="number == 3"/>'],
  ])('are refused to whoever may not read %s', async (_, permissions) => {
    await openWith(permissions);
    await expect(sample('KDSTAMM')).rejects.toThrow(ObjectErrors.NotPermitted);
    expect((await sample('REGION')).rows).toHaveLength(1);
  });

  it('are masked by each model that knows the table, whichever is worked at', async () => {
    const base = { 'other/objects.xml': OBJECTS.replace("model='shop'", "model='other'") };
    const objects = OBJECTS.replace(
      '</objects>',
      '</objects><permissions><grant role="administrator" object="Customer" mask="name"/></permissions>',
    );
    workshop = await openWorkshop({
      documents: { 'objects.xml': objects, 'mapping.xml': MAPPING },
      beside: base,
      more: ['other'],
    });
    const { rows } = await workshop.modeler.sample(
      { model: 'other', store: 'billing', table: 'KDSTAMM', limit: 1 },
      as('administrator'),
    );
    expect(rows[0]?.[1]).toBe('•••');
  });

  it('are not shown of tables that are CARUSO’s own', async () => {
    await openWith('');
    const own = workshop.modeler.sample({ model: 'shop', store: 'system', table: 'sessions' }, as('administrator'));
    await expect(own).rejects.toThrow(ObjectErrors.OwnTable);
    expect(await workshop.modeler.tables({ model: 'shop', store: 'system' })).toEqual([]);
    expect((await workshop.modeler.tables({ model: 'shop', store: 'billing' })).map(({ name }) => name).sort()).toEqual(
      ['KDADR', 'KDSTAMM', 'REGION'],
    );
  });

  it('wait until the permissions of the saved model can be read', async () => {
    await openWith('');
    workshop.write('objects.xml', '<caruso/>');
    await expect(sample('REGION')).rejects.toThrow(LanguageErrors.InvalidDocument);
  });
});
