import { diagnosticLine } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { checkModelSources, compileModel } from '../../src/index.js';
import { modelWith } from './company.js';

const lines = (text: string) => checkModelSources([{ file: 'm.xml', text }]).map(diagnosticLine);
const line = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('what of objects is kept', () => {
  it('is what the object says, or the attribute and the link otherwise', () => {
    const { objects } = compileModel([{ file: 'm.xml', text: modelWith() }]);
    const kept = (name: string) => [...(objects.get(name)?.history ?? [])];
    expect(kept('Customer')).toEqual(['number', 'name', 'city', 'iban', 'balance', 'photo']);
    expect(kept('Ticket')).toEqual(['subject', 'customer']);
    expect(objects.get('Plain')?.history).toBeUndefined();
  });

  it('lies in the object, which has a key', () => {
    const computed = modelWith().replace('formula="count(all)"', 'formula="count(all)" history="true"');
    expect(lines(computed)).toEqual([
      expect.stringMatching(
        new RegExp(`^m.xml:${line(computed, 'count(all)')}:\\d+: error misplaced-attribute: .*computed`),
      ),
    ]);
    const many = modelWith().replace('many="true"', 'many="true" history="true"');
    expect(lines(many)[0]).toContain('misplaced-attribute: History is kept of what lies in an object; a link to many');
    const keyless = modelWith().replace('<object name="Plain" key="id"', '<object name="Plain" history="true"');
    expect(lines(keyless)[0]).toContain("no-key: 'Plain' has no key by which a history could be found");
  });

  it('has a key that is known when it is written', () => {
    const text = modelWith().replace(
      'column="id" generate="database"/><col attr="subject" column="subject"',
      'column="id" generate="database" convert="zeropad(5)"/><col attr="subject" column="subject"',
    );
    expect(lines(text).join('\n')).toContain("bad-key: 'Ticket' keeps a history, so its key must be known");
  });

  it('is more, or less, in a model that builds on another', () => {
    const base = {
      file: 'base.xml',
      text: modelWith()
        .replace('model="kept"', 'model="base"')
        .replace(/<mapping[\s\S]*<\/mapping>/, ''),
    };
    const own = `<caruso model="own" version="1.0.0" extends="base@1"><objects>
      <extend object="Plain" history="true"/>
      <extend object="Customer"><attr name="city" type="string" history="false"/></extend></objects></caruso>`;
    const library = [[base]];
    const { objects } = compileModel([{ file: 'own.xml', text: own }], { library });
    expect([...(objects.get('Plain')?.history ?? [])]).toEqual(['id', 'text']);
    expect(objects.get('Customer')?.history?.has('city')).toBe(false);
  });
});
