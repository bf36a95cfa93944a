import { engines } from '@caruso/test-databases';
import { afterEach, describe, expect, it } from 'vitest';
import { billing, draftOf, MAPPING, OBJECTS, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
afterEach(() => workshop.close());

const customer = (member: string, table: string, column: string) => ({
  map: { object: 'Customer', member, ...billing(table, column) },
});

describe.each(engines)('a column that is mapped, on $name', (engine) => {
  const skip = engine.missing !== undefined;

  it.skipIf(skip)('changes one line of the mapping, with how its values lie there', async () => {
    workshop = await openWorkshop({ engine });
    const { changed: drafts, done } = await workshop.edit(customer('since', 'KDSTAMM', 'KD_SEIT'));
    expect(drafts.map(({ name }) => name)).toEqual(['mapping.xml']);
    const line = '\t\t\t<col attr="name" column="KD_NAME"/> <!-- never empty -->\n';
    const added = '\t\t\t<col attr="since" column="KD_SEIT" convert="date(yyyyMMdd)"/>\n';
    expect(draftOf(drafts, 'mapping.xml')).toBe(MAPPING.replace(line, line + added));
    expect(done).toBe('Customer.since lies in KDSTAMM.KD_SEIT.');
  });

  it.skipIf(skip)(
    'becomes an attribute with a readable name, its type and why, where it is dropped on an object',
    async () => {
      workshop = await openWorkshop({ engine });
      const {
        changed: drafts,
        review,
        done,
      } = await workshop.edit({
        add: { object: 'Customer', ...billing('KDSTAMM', 'KD_STATUS') },
      });
      const line = `      <attr name="long" type="boolean" formula="since &lt; date('2000-01-01')"/>\n`;
      const added =
        '      <!-- only A, K, S in 12 rows: taken as a code list, name what they mean -->\n' +
        '      <attr name="status" type="enum" values="A K S"/>\n';
      expect(draftOf(drafts, 'objects.xml')).toBe(OBJECTS.replace(line, line + added));
      expect(draftOf(drafts, 'mapping.xml')).toContain('\t\t\t<col attr="status" column="KD_STATUS"/>\n');
      expect(done).toBe('Customer.status (enum) is new, and lies in KDSTAMM.KD_STATUS.');
      expect(review.problems).toEqual([]);
      const found = review.objects
        ?.find(({ name }) => name === 'Customer')
        ?.members.find(({ name }) => name === 'status');
      expect(found).toMatchObject({ type: 'enum', mapped: { table: 'KDSTAMM', columns: ['KD_STATUS'] } });
    },
  );
});

describe('a column that is mapped', () => {
  it('takes the place of another one, and nothing else changes', async () => {
    workshop = await openWorkshop();
    const { changed: drafts } = await workshop.edit(customer('name', 'KDSTAMM', 'KD_ORT'));
    expect(draftOf(drafts, 'mapping.xml')).toBe(MAPPING.replace('KD_NAME', 'KD_ORT'));
  });

  it('builds on drafts that are not saved', async () => {
    workshop = await openWorkshop();
    const first = await workshop.edit(customer('name', 'KDSTAMM', 'KD_ORT'));
    const second = await workshop.edit(customer('city', 'KDSTAMM', 'KD_ORT'), first.changed);
    expect(draftOf(second.changed, 'mapping.xml')).toContain('<col attr="city" column="KD_ORT"/>');
    const back = await workshop.edit(customer('name', 'KDSTAMM', 'KD_NAME'), first.changed);
    expect(draftOf(back.changed, 'mapping.xml')).toBe(MAPPING);
    expect((await workshop.edit(customer('name', 'KDSTAMM', 'KD_NAME'))).changed).toEqual([]);
    expect(workshop.read('mapping.xml')).toBe(MAPPING);
  });

  it('holds a link whose key is one column', async () => {
    workshop = await openWorkshop();
    const { changed: drafts } = await workshop.edit(customer('region', 'KDSTAMM', 'KD_STATUS'));
    expect(draftOf(drafts, 'mapping.xml')).toBe(MAPPING.replace('"KD_REG"', '"KD_STATUS"'));
  });

  it('goes into a side table that the object has, and comes back from there', async () => {
    const side = '\t\t\t<side table="KDADR" on="KD_NR"/>\n';
    const mapping = MAPPING.replace('\t\t\t<join', `${side}\t\t\t<join`);
    workshop = await openWorkshop({ documents: { 'objects.xml': OBJECTS, 'mapping.xml': mapping } });
    const there = await workshop.edit(customer('city', 'KDADR', 'ORT'));
    const open = '\t\t\t<side table="KDADR" on="KD_NR">\n\t\t\t\t<col attr="city" column="ORT"/>\n\t\t\t</side>\n';
    expect(draftOf(there.changed, 'mapping.xml')).toBe(mapping.replace(side, open));
    const back = await workshop.edit(customer('city', 'KDSTAMM', 'KD_ORT'), there.changed);
    const empty = '\t\t\t<side table="KDADR" on="KD_NR">\n\t\t\t</side>\n';
    const text = draftOf(back.changed, 'mapping.xml');
    expect(text).toContain(empty);
    expect(text).toContain('<!-- never empty -->\n\t\t\t<col attr="city" column="KD_ORT"/>\n');
  });

  it('makes a map for an object that has none', async () => {
    const map = /\n\t\t<map object="Region".*<\/map>/;
    workshop = await openWorkshop({ documents: { 'objects.xml': OBJECTS, 'mapping.xml': MAPPING.replace(map, '') } });
    const { changed: drafts } = await workshop.edit({
      map: { object: 'Region', member: 'id', ...billing('REGION', 'ID') },
    });
    expect(draftOf(drafts, 'mapping.xml')).toContain(
      '\t\t<map object="Region" store="billing" table="REGION">\n\t\t\t<col attr="id" column="ID" generate="database"/>\n\t\t</map>\n',
    );
  });

  it('extends an object of the model that this one builds on', async () => {
    const own = `<caruso model="ours" version="1.0.0" extends="shop@1">\n</caruso>\n`;
    const documents = { 'ours.xml': own, 'mapping.xml': MAPPING.replace('model="shop"', 'model="ours"') };
    workshop = await openWorkshop({ documents, beside: { 'base/objects.xml': OBJECTS } });
    const { changed: drafts, review } = await workshop.edit({
      add: { object: 'Customer', ...billing('KDSTAMM', 'KD_IBAN') },
    });
    expect(draftOf(drafts, 'ours.xml')).toBe(
      own.replace(
        '\n</caruso>',
        '\n  <objects>\n    <extend object="Customer">\n      <attr name="iban" type="string" size="34"/>\n    </extend>\n  </objects>\n</caruso>',
      ),
    );
    expect(review.problems).toEqual([]);
  });

  it.each([
    ['another table', customer('city', 'KDADR', 'ORT'), 'write <side table="KDADR" on="…">'],
    ['a formula', customer('long', 'KDSTAMM', 'KD_ORT'), 'computed by its formula'],
    ['what is not there', customer('cty', 'KDSTAMM', 'KD_ORT'), 'no such attribute or link'],
    ['a column that is not there', customer('city', 'KDSTAMM', 'KD_OTR'), 'no such column'],
    ['a table that is not there', customer('city', 'KDSTAM', 'KD_ORT'), 'KDSTAMM'],
    [
      'a link to many',
      { map: { object: 'Region', member: 'customers', ...billing('REGION', 'ID') } },
      'map the link "region" of "Customer" instead',
    ],
    ['an object that is not there', { add: { object: 'Custmer', ...billing('KDSTAMM', 'KD_ORT') } }, 'Custmer'],
    [
      'a store that is not there',
      { map: { object: 'Customer', member: 'city', store: 'x', table: 'a', column: 'b' } },
      'only',
    ],
  ])('is refused for %s, and says what to do', async (_, edit, message) => {
    workshop = await openWorkshop();
    await expect(workshop.edit(edit)).rejects.toThrow(message);
  });
});
