import type { CountryCode } from 'libphonenumber-js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogContext } from '../machine/dialog-context.js';
import { scopeValues } from '../machine/scope-values.js';
import type { Check, Question } from '../model/script.js';
import { placeOf } from '../resolve/place-of.js';
import { isRequired } from './is-required.js';
import { judgeType } from './judge-type.js';
import type { Objection } from './objection.js';
import { openOptions } from './open-options.js';

/** The judgement on an answer. */
export type Verdict =
  | { readonly verdict: 'accepted'; readonly value: unknown }
  | { readonly verdict: 'refused'; readonly objection: Objection }
  | { readonly verdict: 'doubted'; readonly value: unknown; readonly objection: Objection };

/** Judges an answer to the question at which a dialog stands: is it there, is it of the type, do the checks hold. */
export function judgeAnswer(
  compiled: CompiledScript,
  context: DialogContext,
  question: Question,
  given: unknown,
  country: CountryCode | undefined,
): Verdict {
  const codes = openOptions(compiled, context, question).map(({ value }) => value);
  const isChoice = question.type === 'choice' || question.type === 'choices';
  if (isEmpty(given)) {
    // A list can turn out to be empty; nobody could answer then.
    const mayBeEmpty = !isRequired(compiled, context, question) || (isChoice && codes.length === 0);
    if (mayBeEmpty) return { verdict: 'accepted', value: question.type === 'choices' ? [] : null };
    return { verdict: 'refused', objection: { kind: 'type', complaint: { code: 'required' } } };
  }
  const typed = judgeType(question.type, given, { language: context.language, country, codes, file: question.file });
  if ('complaint' in typed) return { verdict: 'refused', objection: { kind: 'type', complaint: typed.complaint } };
  const { value } = typed;
  const failing = failingChecks(compiled, context, question, value);
  const error = failing.find(({ level }) => level === 'error');
  if (error) return { verdict: 'refused', objection: { kind: 'check', index: question.checks.indexOf(error) } };
  const doubt = failing[0];
  return doubt
    ? { verdict: 'doubted', value, objection: { kind: 'check', index: question.checks.indexOf(doubt) } }
    : { verdict: 'accepted', value };
}

function failingChecks(
  compiled: CompiledScript,
  context: DialogContext,
  question: Question,
  value: unknown,
): readonly Check[] {
  if (question.checks.length === 0) return [];
  const { expressions } = compiled.resolved;
  const values = { ...scopeValues(compiled.resolved, context, placeOf(compiled.resolved, question.id)), value };
  const environment = { now: context.now, zone: context.zone };
  return question.checks.filter(({ test }) => expressions.get(test)?.evaluate(values, environment) !== true);
}

function isEmpty(given: unknown): boolean {
  if (given === null || given === undefined) return true;
  if (typeof given === 'string') return given.trim() === '';
  return Array.isArray(given) && given.length === 0;
}
