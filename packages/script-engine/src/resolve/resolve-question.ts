import { type Diagnostics, didYouMean, type Scope } from '@caruso/language';
import type { Question } from '../model/script.js';
import { answerType, withName } from './build-scope.js';
import type { FormulaCompiler } from './formula-compiler.js';

/** Compiles everything that is written in a question, except where it leads. */
export function resolveQuestion(
  question: Question,
  scope: Scope,
  formulas: FormulaCompiler,
  diagnostics: Diagnostics,
): void {
  formulas.condition(question.when, scope);
  if (typeof question.required !== 'boolean') formulas.condition(question.required, scope);
  const type = answerType(question);
  if (question.default) formulas.formula(question.default, scope, type);
  formulas.wordings([...question.texts, ...question.hints], scope);
  resolveOptionSource(question, scope, formulas, diagnostics);
  for (const option of question.options) {
    formulas.condition(option.when, scope);
    formulas.wordings([...option.labels, ...option.hints], scope);
  }
  for (const { texts } of question.voice?.retries ?? []) formulas.wordings(texts, scope);
  const judged = withName(scope, 'value', type);
  for (const check of question.checks) {
    formulas.condition(check.test, judged);
    formulas.wordings(check.texts, judged);
  }
}

/** The list from which choices come must have the fields that are to be their codes and labels. */
function resolveOptionSource(
  { from }: Question,
  scope: Scope,
  formulas: FormulaCompiler,
  diagnostics: Diagnostics,
): void {
  if (!from) return;
  const element = formulas.list(from.list, scope);
  if (element.kind !== 'object') return;
  const { fields } = element;
  for (const field of [from.code, from.label]) {
    if (fields.has(field)) continue;
    const hint = didYouMean(field, fields.keys()) ?? `its fields are ${[...fields.keys()].join(', ')}`;
    diagnostics.error('unknown-field', `The elements of this list have no field '${field}'`, from.list, hint);
  }
}
