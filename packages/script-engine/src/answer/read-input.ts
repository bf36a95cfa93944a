import { didYouMean } from '@caruso/language';
import type { QuestionType } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import type { Input, Script } from '../model/script.js';
import { judgeType } from './judge-type.js';

const AS_QUESTION: Partial<Record<Input['type'], QuestionType>> = {
  text: 'text',
  number: 'number',
  yesno: 'yesno',
  date: 'date',
};

/**
 * Reads what the caller of a script hands over, by the types of its inputs.
 *
 * @throws ScriptErrors.InvalidInput naming everything that is missing, unknown or of another type
 */
export function readInput(script: Script, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { input, issues } = judgeInput(script, given);
  if (issues.length > 0) throw new ScriptErrors.InvalidInput({ script: script.id, issues });
  return input;
}

/** Reads what is handed over to a script, and tells what is wrong with it. */
export function judgeInput(script: Script, given: Readonly<Record<string, unknown>>) {
  const issues: string[] = [];
  const read = script.inputs.map((input): [string, unknown] => {
    const value = given[input.name] ?? input.default;
    if (value === undefined || value === null) {
      issues.push(`"${input.name}" is missing`);
      return [input.name, null];
    }
    const result = readInputValue(input, value);
    if (result === undefined) issues.push(`"${input.name}" is not of type ${input.type}`);
    return [input.name, result ?? null];
  });
  const known = script.inputs.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const hint = didYouMean(name, known);
    issues.push(`"${name}" is not an input of it${hint ? ` (${hint})` : ''}`);
  }
  return { input: Object.fromEntries(read) as Readonly<Record<string, unknown>>, issues };
}

/** A value by the type of an input; undefined when it is of another type. */
export function readInputValue({ type }: Input, value: unknown): unknown {
  if (type === 'any') return value;
  if (type === 'time' || type === 'instant') return typeof value === 'string' ? value : undefined;
  const asked = AS_QUESTION[type] ?? 'text';
  const plain = asked === 'text' && typeof value === 'number' ? String(value) : value;
  const verdict = judgeType(asked, plain, { language: 'en', country: undefined, codes: [] });
  return 'value' in verdict ? verdict.value : undefined;
}
