import { compileExpression } from '@caruso/language';
import { openOptions } from '../answer/open-options.js';
import type { QuestionType } from '../contract.js';
import { exampleFile } from '../file/example-file.js';
import { extensionOf } from '../file/media-types.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogContext } from '../machine/dialog-context.js';
import { scopeValues } from '../machine/scope-values.js';
import type { Question } from '../model/script.js';
import { placeOf } from '../resolve/place-of.js';
import type { Compared } from './comparisons.js';

const MOST = 16;
const DAY_MS = 86_400_000;

/** Answers that most questions of a type take. */
const ORDINARY: Readonly<Record<QuestionType, readonly unknown[]>> = {
  choice: [],
  choices: [],
  yesno: [true, false],
  text: ['text'],
  number: ['1', '0', '1000'],
  money: ['1.00', '0.00', '1000.00'],
  date: [],
  time: ['12:00'],
  phone: ['+493514567890'],
  email: ['ada@example.org'],
  digits: ['12345'],
  file: [],
  address: [{ street: 'Main Street', houseNumber: '1', postalCode: '12345', city: 'Town' }],
};

/**
 * Answers that may lead different ways: all choices, and for other types what they are compared with in the script, just
 * below and just above it, then ordinary ones.
 *
 * @param compared - what answers to this question are compared with
 */
export function candidateAnswers(
  compiled: CompiledScript,
  context: DialogContext,
  question: Question,
  compared: readonly Compared[],
): readonly unknown[] {
  const codes = openOptions(compiled, context, question).map(({ value }) => value);
  // No answer first: it is refused or leads on, and shows what is required.
  const answers = [
    ...(question.file ? [exampleFile(`file.${extensionOf(question.file.accept[0] ?? '')}`)] : []),
    ...ofType(question.type, codes, context),
    ...turningPoints(compiled, context, question, compared),
    null,
  ];
  return [...new Map(answers.map((answer) => [JSON.stringify(answer), answer])).values()].slice(0, MOST);
}

function ofType(type: QuestionType, codes: readonly string[], { now }: DialogContext): readonly unknown[] {
  if (type === 'choice') return codes;
  if (type === 'choices') return [codes, ...codes.map((code) => [code])];
  if (type === 'date') return [0, 1, 30, -1].map((days) => dayOf(now + days * DAY_MS));
  return ORDINARY[type];
}

function turningPoints(
  compiled: CompiledScript,
  context: DialogContext,
  question: Question,
  compared: readonly Compared[],
): unknown[] {
  const place = placeOf(compiled.resolved, question.id);
  const values = scopeValues(compiled.resolved, context, place);
  return compared.flatMap((other) => {
    const expression = compileExpression(other.with, place.scope);
    if (!expression.ok) return [];
    const value = expression.evaluate(values, { now: context.now, zone: context.zone });
    if (other.isLength) return ofLength(question.type, Number(value));
    return around(question.type, value);
  });
}

/** A value with what is just below and just above it. */
function around(type: QuestionType, value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => around(type, each));
  if (type === 'number' || type === 'money') {
    const number = Number(value);
    return value === null || Number.isNaN(number) ? [] : [number, number - 1, number + 1].map(String);
  }
  if (type === 'date' && typeof value === 'string') {
    const time = Date.parse(value);
    return Number.isNaN(time) ? [] : [0, -1, 1].map((days) => dayOf(time + days * DAY_MS));
  }
  return typeof value === 'string' && ['text', 'digits', 'time'].includes(type) ? [value] : [];
}

function ofLength(type: QuestionType, length: number): unknown[] {
  if (!Number.isInteger(length) || length < 0 || length > 1_000 || !['text', 'digits'].includes(type)) return [];
  return [length, length - 1, length + 1].filter((each) => each > 0).map((each) => '1'.repeat(each));
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
