import { type CodeType, type ObjectType, type Scope, type Type, types } from '@caruso/language';
import { Channel, type QuestionType } from '../contract.js';
import type { Input, Question, Script } from '../model/script.js';

/** Names the engine itself gives to expressions. */
export const RESERVED = ['answers', 'input', 'dialog', 'failure', 'value'] as const;

const ADDRESS = types.object(
  { street: types.text, houseNumber: types.text, postalCode: types.text, city: types.text },
  'address',
);

const FILE = types.object(
  { file: types.text, name: types.text, mediaType: types.text, size: types.number, sha256: types.text },
  'file',
);

const ANSWER_TYPES: Readonly<Record<Exclude<QuestionType, 'choice' | 'choices'>, Type>> = {
  yesno: types.yesno,
  text: types.text,
  number: types.number,
  money: types.number,
  date: types.date,
  time: types.time,
  phone: types.text,
  email: types.text,
  digits: types.text,
  address: ADDRESS,
  file: FILE,
};

/**
 * The type of the answers to a question. Choices from a list are texts, because their codes are known only then; of a
 * question without a type nothing is known, so that only the type is reported and not what follows from it.
 */
export function answerType(question: Question): Type {
  if (!question.hasType) return types.unknown;
  if (question.type !== 'choice' && question.type !== 'choices') return ANSWER_TYPES[question.type];
  // Not as arguments of types.code(): a hostile script has more choices than a call takes.
  const codes: CodeType = { kind: 'code', codes: question.options.map(({ value }) => value) };
  const code = question.from ? types.text : codes;
  return question.type === 'choice' ? code : types.list(code);
}

const INPUT_TYPES: Readonly<Record<Input['type'], Type>> = {
  text: types.text,
  number: types.number,
  yesno: types.yesno,
  date: types.date,
  time: types.time,
  instant: types.instant,
  any: types.unknown,
};

/** The type of what is handed over as an input. */
export function inputType({ type }: Input): Type {
  return INPUT_TYPES[type] ?? types.unknown;
}

/** What `dialog` tells about the running dialog. */
const DIALOG = types.object(
  {
    id: types.text,
    channel: types.code(...Channel.options),
    language: types.text,
    owner: types.text,
    contact: types.text,
    customer: types.text,
  },
  'dialog',
);

/** What `failure` tells about the service step that failed last. */
const FAILURE = types.object(
  { step: types.text, code: types.text, message: types.text, uncertain: types.yesno },
  'failure',
);

/** The names every expression of a script sees; `answers` grows while the script is gone through. */
export function baseScope(script: Script, answers: ObjectType): Map<string, Type> {
  const inputs = script.inputs.map((input): [string, Type] => [input.name, inputType(input)]);
  return new Map<string, Type>([
    ['answers', answers],
    ['input', types.object(new Map(inputs), 'input')],
    ['dialog', DIALOG],
    ['failure', FAILURE],
  ]);
}

/** A scope with one more name. */
export function withName(scope: Scope, name: string, type: Type): Map<string, Type> {
  return new Map(scope).set(name, type);
}
