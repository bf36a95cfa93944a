import { chmodSync, readdirSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ModelerOptions, modeler, ObjectErrors } from '../../src/index.js';
import { as, MAPPING, OBJECTS, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop | undefined;
afterEach(async () => {
  await workshop?.close();
  workshop = undefined;
});

async function opened(name: string) {
  const { documents } = await (workshop as Workshop).modeler.open({ model: 'shop' });
  return documents.find((each) => each.name === name) ?? { name, text: '', hash: '' };
}

const save = (...drafts: { name: string; text: string; hash: string }[]) =>
  (workshop as Workshop).modeler.save({ model: 'shop', drafts });

const longer = OBJECTS.replace('size="80"', 'size="90"');

describe('saving', () => {
  it('writes the drafts, each byte of them, and gives their new hashes', async () => {
    workshop = await openWorkshop();
    chmodSync(join(workshop.folder, 'objects.xml'), 0o640);
    const { hash } = await opened('objects.xml');
    const saved = await save({ name: 'objects.xml', text: longer, hash });
    expect(workshop.read('objects.xml')).toBe(longer);
    expect(workshop.read('mapping.xml')).toBe(MAPPING);
    expect(saved.documents.find(({ name }) => name === 'objects.xml')?.hash).not.toBe(hash);
    expect(statSync(join(workshop.folder, 'objects.xml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(workshop.folder)).toEqual(['mapping.xml', 'objects.xml']);
  });

  it('keeps a byte order mark', async () => {
    workshop = await openWorkshop({ documents: { 'objects.xml': `\uFEFF${OBJECTS}`, 'mapping.xml': MAPPING } });
    const { hash, text } = await opened('objects.xml');
    expect(text).toBe(OBJECTS);
    await save({ name: 'objects.xml', text: longer, hash });
    expect(workshop.read('objects.xml')).toBe(`\uFEFF${longer}`);
  });

  it('is refused for a document that is there twice, of which one would not be checked', async () => {
    workshop = await openWorkshop();
    const { hash } = await opened('objects.xml');
    const twice = [longer, '<caruso/>'].map((text) => ({ name: 'objects.xml', text, hash }));
    await expect(save(...twice)).rejects.toThrow('a document is there twice');
    await expect(save()).rejects.toThrow('nothing to save');
    expect(workshop.read('objects.xml')).toBe(OBJECTS);
  });

  it('is refused when somebody else has changed the document, with what is there now; nothing is written', async () => {
    workshop = await openWorkshop();
    const [objects, mapping] = [await opened('objects.xml'), await opened('mapping.xml')];
    const theirs = MAPPING.replace('never empty', 'hardly ever empty');
    workshop.write('mapping.xml', theirs);
    const drafts = [
      { ...objects, text: longer },
      { ...mapping, text: MAPPING.replace('the old system', 'old') },
    ];
    const refused = await save(...drafts).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({ name: 'DocumentChanged', kind: 'conflict', data: { current: { text: theirs } } });
    expect(workshop.read('objects.xml')).toBe(OBJECTS);
    const { hash } = await opened('mapping.xml');
    await save(...drafts.map((draft) => (draft.name === 'mapping.xml' ? { ...draft, hash } : draft)));
    expect(workshop.read('objects.xml')).toBe(longer);
  });

  it('is refused when the model would have errors, because no assembly could start with it', async () => {
    workshop = await openWorkshop();
    const { hash } = await opened('mapping.xml');
    const text = MAPPING.replace('attr="number"', 'attr="numbr"');
    const refused = await save({ name: 'mapping.xml', text, hash }).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({ name: 'InvalidDocument', kind: 'invalid' });
    expect(workshop.read('mapping.xml')).toBe(MAPPING);
  });

  it.each(['../secret.xml', '/etc/hosts', 'sub/objects.xml', 'new.xml', '.objects.xml.tmp', 'objects.XML'])(
    'reaches nothing but the documents of the model: %s',
    async (name) => {
      workshop = await openWorkshop({ beside: { 'secret.xml': OBJECTS, 'shop/sub/objects.xml': OBJECTS } });
      const draft = { name, text: '<x/>', hash: (await opened('objects.xml')).hash };
      await expect(save(draft)).rejects.toThrow(ObjectErrors.NoDocument);
      await expect(workshop.modeler.review({ model: 'shop', drafts: [draft] })).rejects.toThrow('has no document');
      await expect(workshop.modeler.open({ model: '..' })).rejects.toThrow(ObjectErrors.NoSuchModel);
    },
  );

  it('leaves files alone that lie elsewhere', async () => {
    workshop = await openWorkshop();
    const elsewhere = join(workshop.root, 'elsewhere.xml');
    renameSync(join(workshop.folder, 'objects.xml'), elsewhere);
    symlinkSync(elsewhere, join(workshop.folder, 'objects.xml'));
    const document = await opened('objects.xml');
    expect(document).toMatchObject({ text: OBJECTS, readonly: expect.stringContaining('elsewhere') });
    await expect(save({ name: 'objects.xml', text: longer, hash: document.hash })).rejects.toThrow(
      'leads to one elsewhere',
    );
    expect(workshop.read('objects.xml')).toBe(OBJECTS);
  });
});

describe('the modeler', () => {
  it('is for administrators, whoever brings their calls', async () => {
    workshop = await openWorkshop();
    const { modeler: stub } = workshop;
    const { hash } = await opened('objects.xml');
    const drafts = [{ name: 'objects.xml', text: longer, hash }];
    for (const actor of [as('agent'), as('supervisor'), as()]) {
      await expect(stub.models({}, actor)).rejects.toThrow(ObjectErrors.NotForRole);
      await expect(stub.open({ model: 'shop' }, actor)).rejects.toThrow(ObjectErrors.NotForRole);
      await expect(stub.review({ model: 'shop', drafts }, actor)).rejects.toThrow(ObjectErrors.NotForRole);
      await expect(stub.save({ model: 'shop', drafts }, actor)).rejects.toThrow(ObjectErrors.NotForRole);
      await expect(stub.stores({}, actor)).rejects.toThrow(ObjectErrors.NotForRole);
      await expect(stub.tables({ model: 'shop', store: 'billing' }, actor)).rejects.toThrow(ObjectErrors.NotForRole);
      const table = { model: 'shop', store: 'billing', table: 'KDSTAMM' };
      await expect(stub.sample(table, actor)).rejects.toThrow(ObjectErrors.NotForRole);
      const edit = { add: { object: 'Customer', store: 'billing', table: 'KDSTAMM', column: 'KD_ORT' } };
      await expect(stub.edit({ model: 'shop', drafts, edit }, actor)).rejects.toThrow(ObjectErrors.NotForRole);
    }
    expect(await stub.models({}, as('administrator'))).toHaveLength(1);
    expect(workshop.read('objects.xml')).toBe(OBJECTS);
  });

  it('is open to the roles that the assembly names', async () => {
    workshop = await openWorkshop({ options: { roles: ['modeler'] } });
    await expect(workshop.modeler.models({}, as('administrator'))).rejects.toThrow('open to the role modeler');
    expect(await workshop.modeler.models({}, as('agent', 'modeler'))).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ['no folder', { model: '/nowhere/at/all' }, 'is no folder'],
    ['two of the same name', { model: ['./src', '../core/src'] }, 'two folders are called "src"'],
    ['an option that is none', { model: './src', modle: './x' }, 'modle'],
    ['no model', {}, 'model'],
  ])('needs options that make sense: %s', (_, options, message) => {
    expect(() => modeler(options as ModelerOptions)).toThrow(message);
  });
});
