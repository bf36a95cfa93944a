import { readFileSync, writeFileSync } from 'node:fs';
import { checkDocument, diagnosticLine, type ElementDefinition, readXml } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { scriptVocabulary } from '../src/index.js';
import { scriptReference } from './support/script-reference.js';

const page = new URL('../../../docs/script-reference.md', import.meta.url);

const elements: readonly [string, ElementDefinition][] = Object.entries(scriptVocabulary.elements);

describe('docs/script-reference.md', () => {
  it('is what the tables say; UPDATE_DOCS=1 writes it anew', () => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(page, scriptReference());
    expect(readFileSync(page, 'utf8')).toBe(scriptReference());
  });

  it('says of every attribute what it is for', () => {
    const silent = elements.flatMap(([element, { attributes = {} }]) =>
      Object.entries(attributes).flatMap(([name, { doc }]) => (doc ? [] : [`${element}/${name}`])),
    );
    expect(silent).toEqual([]);
  });

  const examples = elements.flatMap(([name, { example }]) => (example === undefined ? [] : [[name, example] as const]));
  it.each(examples)('shows <%s> as the vocabulary has it', (name, example) => {
    const found = checkDocument(readXml(example, name), { ...scriptVocabulary, root: name });
    // Targets of transitions stand in the script around an example.
    expect(found.filter(({ code }) => code !== 'unknown-id').map(diagnosticLine)).toEqual([]);
  });
});
