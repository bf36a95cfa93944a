import { type Expression, parseExpression, pathOf } from '@caruso/language';
import type { Go, Question, Script } from '../model/script.js';
import { wordingOf } from './describe-item.js';

/** When a transition is taken: the label of the option where it only asks for that, else its condition, if it has one. */
export function wayLabel(go: Go, question: Question | undefined, script: Script): string | undefined {
  if (go.when === undefined) return undefined;
  const condition = go.when.value.trim();
  return (question && optionLabel(go, question, script)) ?? condition;
}

function optionLabel({ when }: Go, question: Question, script: Script): string | undefined {
  const parsed = when && parseExpression(when);
  const value = parsed?.ok ? comparedWith(parsed.expression, `answers.${question.id}`) : undefined;
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const option = question.options.find((each) => each.value === value);
  return option && wordingOf(option.labels, script);
}

/** The literal with which a name is compared, when an expression does nothing else. */
function comparedWith(expression: Expression, name: string): string | boolean | undefined {
  if (expression.kind === 'name' && pathOf(expression) === name) return true;
  if (expression.kind === 'unary' && expression.operator === 'not') {
    return comparedWith(expression.operand, name) === true ? false : undefined;
  }
  if (expression.kind !== 'binary' || expression.operator !== '==') return undefined;
  const { left, right } = expression;
  if (left.kind !== 'name' || pathOf(left) !== name || right.kind !== 'literal') return undefined;
  return right.type === 'text' || right.type === 'yesno' ? (right.value ?? undefined) : undefined;
}
