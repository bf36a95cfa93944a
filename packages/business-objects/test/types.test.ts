import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { BusinessObjects, compileModel, modelTypes, typedObjects } from '../src/index.js';
import type { UtilityObjects } from './types/utility.js';
import { startUtility, UTILITY } from './utility.js';

const typesOf = (text: string) => modelTypes(compileModel([{ file: 'm.xml', text }]));

/** What the compiler says of a text, with every strict option. */
function complaints(text: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'types-'));
  const file = join(folder, 'model.ts');
  writeFileSync(file, text);
  const globals = join(folder, 'globals.d.ts');
  const names = [
    'Array<T>',
    'Boolean',
    'CallableFunction',
    'Function',
    'IArguments',
    'NewableFunction',
    'Number',
    'Object',
    'RegExp',
    'String',
    'Uint8Array',
  ];
  writeFileSync(globals, names.map((name) => `interface ${name} {}`).join('\n'));
  const program = ts.createProgram([globals, file], {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    noEmit: true,
    // The standard library takes seconds to read; the types need none of it but these names.
    noLib: true,
    types: [],
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  const found = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  rmSync(folder, { recursive: true });
  return found;
}

describe('the types of a model', () => {
  it('are those of the file that the type checker of this package compiles', async () => {
    await expect(typesOf(UTILITY)).toMatchFileSnapshot('./types/utility.ts');
  });

  it('compile with every strict option, whatever the objects are called', () => {
    const text = `<caruso model="2-odd.model" version="1.0.0"><objects>
      <object name="string" key="class" title="{class}" label="A */ B"><attr name="class" type="enum" values="a b-c 1"/>
        <attr name="photo" type="binary" size="10"/><attr name="more" type="json"/><attr name="n" type="long"/></object>
      <object name="Uint8Array" key="new" title="{new}"><attr name="new" type="uuid"/>
        <link name="default" to="string"/></object>
      <object name="Model2OddModelObjects" key="a b" title="{a}"><attr name="a" type="date"/>
        <link name="b" to="Uint8Array" required="true"/></object></objects></caruso>`;
    expect(complaints(typesOf(text))).toEqual([]);
    expect(complaints('export const wrong: string = 1;')).toHaveLength(1);
  });

  it('offer nothing to be made or changed where that cannot be', () => {
    const text = `<caruso model="m" version="1.0.0"><objects>
      <object name="Rate" key="id" title="{id}"><attr name="id" type="integer"/></object>
      <object name="Note" key="id" title="{id}"><attr name="id" type="integer"/><attr name="text" type="string"/></object>
      <object name="Line" title="{text}"><attr name="text" type="string"/></object>
      <object name="Sum" key="id" title="{id}"><attr name="id" type="integer"/><attr name="net" type="integer"/><attr name="gross" type="integer"/></object>
      </objects><mapping company="c"><store name="old"/>
      <map object="Rate" store="old" table="rate" write="none"><col attr="id" column="id"/></map>
      <map object="Note" store="old" table="note" write="insert"><col attr="id" column="id"/><col attr="text" column="text"/></map>
      <map object="Line" store="old" table="line"><col attr="text" column="text"/></map>
      <map object="Sum" store="old" table="sum"><col attr="id" column="id"/><col attr="net" column="net"/><col attr="gross" column="gross" write="none"/></map>
      </mapping></caruso>`;
    const types = typesOf(text);
    expect(complaints(types)).toEqual([]);
    const parts = new Map(types.split('export interface ').map((part) => [part.split(' ')[0], part]));
    expect(parts.get('Rate')).toMatch(/creation: never;.*changes: never;/s);
    expect(parts.get('Note')).toMatch(/creation: \{.*its rows stay as they are.*changes: never;/s);
    expect(parts.get('Line')).toMatch(/creation: \{.*it has no key.*changes: never;/s);
    expect(parts.get('Sum')?.split('creation')[1]).not.toContain('gross');
  });

  it('are what the objects are at run time', async () => {
    const { running } = await startUtility();
    const objects = typedObjects<UtilityObjects>(running.get(BusinessObjects));
    const ann = await objects.create({ object: 'Customer', values: { number: '1', name: 'Ann', marketing: 'optIn' } });
    const values = { from: '2026-01-01', amount: 19.9, customer: ann.key };
    await objects.create({ object: 'Contract', values });
    const { items } = await objects.find({
      object: 'Customer',
      where: { all: [{ attribute: 'marketing', op: 'in', values: ['optIn'] }] },
      sort: ['-name'],
      include: ['contracts'],
    });
    const amount: string | null | undefined = items[0]?.links.contracts?.[0]?.values.amount;
    expect(amount).toBe('19.90');
    const { key, version } = ann;
    const changed = await objects.update({ object: 'Customer', key, version, changes: { city: 'Graz' } });
    expect(changed.values.city).toBe('Graz');
    await running.stop();
  });

  it('refuse what the model does not have', () => {
    const misuse = async (objects: ReturnType<typeof typedObjects<UtilityObjects>>) => {
      // @ts-expect-error there is no such type
      await objects.get({ object: 'Custmer', key: '1' });
      // @ts-expect-error a name is required
      await objects.create({ object: 'Customer', values: { number: '1' } });
      // @ts-expect-error the key cannot be changed
      await objects.update({ object: 'Customer', key: '1', version: '', changes: { number: '2' } });
      // @ts-expect-error not one of its values
      await objects.find({ object: 'Customer', where: { attribute: 'marketing', op: 'eq', value: 'maybe' } });
      // @ts-expect-error no such link
      await objects.find({ object: 'Customer', include: ['orders'] });
    };
    expect(misuse).toBeTypeOf('function');
  });
});
