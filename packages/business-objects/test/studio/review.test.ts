import { afterEach, describe, expect, it } from 'vitest';
import { MAPPING, OBJECTS, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
afterEach(() => workshop.close());

async function review(name: string, text: string) {
  const { documents } = await workshop.modeler.open({ model: 'shop' });
  const hash = documents.find((each) => each.name === name)?.hash ?? '';
  return workshop.modeler.review({ model: 'shop', drafts: [{ name, text, hash }] });
}

describe('a model in the modeler', () => {
  it('is listed with its documents, and opened with what they describe', async () => {
    workshop = await openWorkshop();
    expect(await workshop.modeler.models({})).toEqual([{ model: 'shop', documents: ['mapping.xml', 'objects.xml'] }]);
    const { documents, review: found } = await workshop.modeler.open({ model: 'shop' });
    expect(documents.map(({ name, text }) => [name, text])).toEqual([
      ['mapping.xml', MAPPING],
      ['objects.xml', OBJECTS],
    ]);
    expect(found.problems).toEqual([]);
    const [customer] = found.objects ?? [];
    expect(customer).toMatchObject({ name: 'Customer', store: 'billing', table: 'KDSTAMM', tables: ['KDSTAMM'] });
    expect(customer?.members).toContainEqual({
      ...{ name: 'number', label: 'Number', type: 'integer', key: true, required: false },
      mapped: { table: 'KDSTAMM', columns: ['KD_NR'] },
    });
    expect(customer?.members.find(({ name }) => name === 'city')).not.toHaveProperty('mapped');
    expect(customer?.members.find(({ name }) => name === 'long')).toMatchObject({ unmappable: 'formula' });
    expect(customer?.members.find(({ name }) => name === 'region')?.mapped?.columns).toEqual(['KD_REG']);
    expect(found.picture?.svg).toContain('<svg');
    expect(found.picture?.boxes.map(({ name }) => name).sort()).toEqual(['Customer', 'Region']);
  });

  it('is checked as it is drafted: the documents first', async () => {
    workshop = await openWorkshop();
    const { problems, objects } = await review('mapping.xml', MAPPING.replace('attr="name"', 'attr="nmae"'));
    expect(problems).toMatchObject([{ severity: 'error', file: 'mapping.xml', line: 7, column: 15 }]);
    expect(problems[0]?.hint).toContain('name');
    expect(objects).toHaveLength(2);
    const broken = await review('mapping.xml', MAPPING.replace('</mapping>', '</maping>'));
    expect(broken.problems[0]).toMatchObject({ code: 'not-well-formed', file: 'mapping.xml', line: 12 });
    expect(broken).not.toHaveProperty('objects');
  });

  it('is then compared with the database', async () => {
    workshop = await openWorkshop();
    const { problems } = await review('mapping.xml', MAPPING.replace('column="KD_NAME"', 'column="KD_NMAE"'));
    const missing = problems.find(({ severity }) => severity === 'error');
    expect(missing).toMatchObject({
      severity: 'error',
      code: 'missing-column',
      file: 'mapping.xml',
      line: 7,
      column: 29,
    });
  });

  it('says which store the assembly lacks, and which one does not answer', async () => {
    const mapping = MAPPING.replaceAll('"billing"', '"lost"');
    workshop = await openWorkshop({ documents: { 'objects.xml': OBJECTS, 'mapping.xml': mapping } });
    const { review: found } = await workshop.modeler.open({ model: 'shop' });
    expect(found.problems.map(({ code, line }) => [code, line])).toEqual([
      ['unknown-store', 5],
      ['unknown-store', 11],
    ]);
    const { problems } = await review('mapping.xml', MAPPING.replaceAll('"billing"', '"silent"'));
    expect(problems).toMatchObject([{ severity: 'warning', code: 'silent-store', file: 'mapping.xml', line: 5 }]);
    expect(problems[0]?.message).toContain("'silent' does not answer");
  });
});
