import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileExpression, type PlainValue, types } from '../src/index.js';
import { type Message, messages, readTextproto, scalar } from './textproto.js';

const folder = join(process.env.CARUSO_CASES ?? '', 'cel');
const present = process.env.CARUSO_CASES !== undefined && existsSync(folder);

/** What the Common Expression Language has and this language leaves out on purpose. A vector falls under the first that fits. */
const LEFT_OUT: readonly (readonly [reason: string, applies: (expression: string, test: Message) => boolean])[] = [
  ['messages of protocol buffers', (expression) => /\w\s*\{|google\.protobuf/.test(expression)],
  ['maps written in an expression', (expression) => /[{}]/.test(withoutTexts(expression))],
  ['bytes and raw texts', (expression, test) => /\b[brBR]+["']/.test(expression) || holdsBytes(test)],
  ['triple quotes and the control characters \\a \\b \\f \\v', (expression) => /"""|'''|\\[abfv]/.test(expression)],
  ['not a number and infinity', (expression) => /0\.0\/0\.0/.test(expression)],
  ['hexadecimal numbers', (expression) => /\b0x/i.test(withoutTexts(expression))],
  ['expressions that are not checked before they run', (_, test) => scalar(test, 'disable_check') === 'true'],
  ['macros and type conversions', (expression) => /\b(?:has|timestamp|duration|type)\(/.test(expression)],
  ['choice by ? and :, for which there is if()', (expression) => withoutTexts(expression).includes('?')],
  ['division by zero is nothing, not an error', (expression) => /\/\s*0\b/.test(expression)],
  ['names of packages that shadow each other', (_, test) => test.has('container')],
  [
    'variables whose dotted name is one key',
    (_, test) => messages(test, 'bindings').some((b) => scalar(b, 'key')?.includes('.')),
  ],
  ['numbers rounded to 53 bits', (expression) => needsRounding(expression)],
];

/** Which vectors of the four files fall under which rule: none may vanish unseen when a rule or the reader changes. */
const KNOWN_FILES = ['basic.textproto', 'comparisons.textproto', 'fields.textproto', 'logic.textproto'];
const COUNTS: Readonly<Record<string, number>> = {
  'bytes and raw texts': 27,
  'choice by ? and :, for which there is if()': 7,
  'division by zero is nothing, not an error': 4,
  'expressions that are not checked before they run': 33,
  'hexadecimal numbers': 4,
  'macros and type conversions': 2,
  'maps written in an expression': 67,
  'messages of protocol buffers': 83,
  'not a number and infinity': 7,
  'numbers rounded to 53 bits': 16,
  run: 285,
  'triple quotes and the control characters \\a \\b \\f \\v': 1,
  'variables whose dotted name is one key': 3,
};

const files = present ? readdirSync(folder).filter((name) => name.endsWith('.textproto')) : [];
const vectors = files.flatMap((file) =>
  messages(readTextproto(readFileSync(join(folder, file), 'utf8')), 'section').flatMap((section) =>
    messages(section, 'test').map((test) => ({
      file,
      title: `${file.replace('.textproto', '')} / ${scalar(section, 'name')} / ${scalar(test, 'name')}`,
      text: scalar(test, 'expr') ?? '',
      test,
    })),
  ),
);
const reasonOf = (text: string, test: Message) => LEFT_OUT.find(([, applies]) => applies(text, test))?.[0];
const ours = vectors.filter(({ text, test }) => reasonOf(text, test) === undefined);
const leftOut = vectors.length - ours.length;

describe.skipIf(!present)(
  `CEL: ${ours.length} of ${vectors.length} vectors run, ${leftOut} are left out by rule${present ? '' : ' (CARUSO_CASES is not set)'}`,
  () => {
    it.each(ours)('$title: $text', ({ text, test }) => {
      const bindings = messages(test, 'bindings').map((binding) => {
        const value = messages(binding, 'value')[0]?.get('value')?.[0];
        return [scalar(binding, 'key') ?? '', typeof value === 'string' ? undefined : plainValueOf(value)] as const;
      });
      const scope = new Map(bindings.map(([name]) => [name, types.unknown]));
      const compiled = compileExpression(translate(text), scope);
      if (test.has('eval_error')) {
        if (compiled.ok) expect(compiled.evaluate(Object.fromEntries(bindings), ENVIRONMENT)).toBe(null);
        else expect(compiled.diagnostics).not.toEqual([]);
        return;
      }
      const expected = messages(test, 'value')[0];
      if (!compiled.ok && mixesTypes(text)) {
        expect(compiled.diagnostics.map(({ code }) => code)).toEqual(['impossible-comparison']);
        return expect(plainValueOf(expected)).toBe(text.includes('!='));
      }
      expect(compiled).toMatchObject({ ok: true });
      const actual = compiled.ok ? compiled.evaluate(Object.fromEntries(bindings), ENVIRONMENT) : undefined;
      expect(normal(actual ?? null)).toEqual(normal(plainValueOf(expected)));
    });

    it('leaves out only what a rule names, and each rule leaves out what it always did', () => {
      const known = vectors.filter(({ file }) => KNOWN_FILES.includes(file));
      const counts = new Map<string, number>();
      for (const { text, test } of known) {
        const reason = reasonOf(text, test) ?? 'run';
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
      expect(Object.fromEntries(counts)).toEqual(COUNTS);
    });
  },
);

const ENVIRONMENT = { now: 0, zone: 'UTC' };

/** The spelling of this language: words for the logic, no suffix for unsigned numbers, no dyn(). */
function translate(text: string): string {
  return text.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|&&|\|\||!(?!=)|\bdyn\(|(?<=\d)[uU]\b/g, (found) => {
    if (found.startsWith("'") || found.startsWith('"')) return found;
    if (found === 'dyn(') return '(';
    return found === '&&' ? ' and ' : found === '||' ? ' or ' : found === '!' ? 'not ' : '';
  });
}

/** Comparing two types, which CEL answers with false and this language reports before anything runs. */
function mixesTypes(text: string): boolean {
  return /dyn\(|\[/.test(text);
}

function withoutTexts(text: string): string {
  return text.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g, "''");
}

function holdsBytes(test: Message): boolean {
  return messages(test, 'bindings').some((binding) => JSON.stringify(plain(binding)).includes('bytes_value'));
}

/** Two numbers that are the same to 53 bits and differ as exact decimals. */
function needsRounding(expression: string): boolean {
  const [a, b] = [...expression.matchAll(/-?\d{16,}(?:\.\d+)?/g)].map(([digits]) => digits);
  return a !== undefined && b !== undefined && a !== b && Number(a) === Number(b);
}

function plain(message: Message): unknown {
  return Object.fromEntries(
    [...message].map(([name, values]) => [name, values.map((v) => (typeof v === 'string' ? v : plain(v)))]),
  );
}

function plainValueOf(message: Message | undefined): unknown {
  const [kind = '', values = []] = message === undefined ? [] : ([...message][0] ?? []);
  const [first] = values;
  if (kind === 'null_value' || first === undefined) return null;
  if (kind === 'bool_value') return first === 'true';
  if (kind === 'list_value') return typeof first === 'string' ? [] : messages(first, 'values').map(plainValueOf);
  if (kind === 'map_value' && typeof first !== 'string') {
    const entries = messages(first, 'entries').map((entry) => [
      plainValueOf(messages(entry, 'key')[0]),
      plainValueOf(messages(entry, 'value')[0]),
    ]);
    return Object.fromEntries(entries);
  }
  if (typeof first !== 'string') return undefined;
  if (kind === 'string_value') return first;
  return kind === 'double_value' ? Number(first) : BigInt(first);
}

/** Numbers come back as decimal texts; the vectors have binary ones. */
function normal(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return String(value === 0 ? 0 : value);
  if (Array.isArray(value)) return value.map(normal);
  return value as PlainValue;
}
