import type { Span } from '../diagnostics/diagnostics.js';
import { didYouMean } from '../diagnostics/suggest.js';
import type { Binary, ComparisonOperator, Expression } from './ast.js';
import { isText, isUnknown, type Type, typeInWords, types } from './type.js';
import { readValue } from './value.js';

/** Takes a finding at a place given in indices of the expression. */
export type Report = (code: string, message: string, at: Span, hint?: string) => void;

interface Comparison {
  readonly operator: ComparisonOperator;
  readonly at: Span;
  readonly left: Expression;
  readonly right: Expression;
  readonly leftType: Type;
  readonly rightType: Type;
}

const TEMPORAL: ReadonlyMap<Type['kind'], string> = new Map([
  ['date', 'write YYYY-MM-DD'],
  ['time', 'write HH:MM'],
  ['instant', 'write YYYY-MM-DDTHH:MM:SSZ'],
  ['duration', 'write a duration such as P42D or PT1H, or days(42)'],
]);

/** Reports a comparison that can never be true, or has no order. */
export function checkComparison(comparison: Comparison, report: Report, known: Map<Expression, Type>): void {
  const { operator, at, left, right, leftType, rightType } = comparison;
  if (isUnknown(leftType) || isUnknown(rightType)) return;
  const equality = operator === '==' || operator === '!=';
  if (fitLiteral(right, rightType, leftType, report, known) || fitLiteral(left, leftType, rightType, report, known))
    return;
  if (equality && mayBeEqual(leftType, rightType)) return;
  if (!equality && hasOrder(leftType, rightType)) return;
  const [a, b] = [typeInWords(leftType), typeInWords(rightType)];
  if (equality) report('impossible-comparison', `${a} is never equal to ${b}`, at);
  else if (leftType.kind === 'null' || rightType.kind === 'null') {
    report('impossible-comparison', `nothing is '${operator}' null`, at, 'write == null or != null');
  } else report('impossible-comparison', `${a} and ${b} have no order`, at);
}

/** Reports a membership that can never be true. */
export function checkMembership(
  binary: Binary,
  left: Type,
  right: Type,
  report: Report,
  known: Map<Expression, Type>,
): void {
  if (isUnknown(right) || right.kind === 'null') return;
  if (right.kind !== 'list') {
    const hint = isText(right) ? 'write contains(text, part)' : undefined;
    report('wrong-type', `'in' wants a list, this is ${typeInWords(right)}`, binary.right, hint);
    return;
  }
  if (binary.right.kind === 'list' && right.of.kind !== 'unknown') {
    for (const item of binary.right.items) {
      const rightType = known.get(item) ?? types.unknown;
      checkComparison(
        { operator: '==', at: item, left: binary.left, right: item, leftType: left, rightType },
        report,
        known,
      );
    }
    return;
  }
  if (fitLiteral(binary.left, left, right.of, report, known) || mayBeEqual(left, right.of)) return;
  report('impossible-comparison', `${typeInWords(left)} is never in ${typeInWords(right)}`, binary);
}

/**
 * A text written beside a date, a time or a code is meant as one: it is read so, or reported when it is none. Gives
 * whether that was the case.
 */
export function fitLiteral(
  expression: Expression,
  type: Type,
  wanted: Type,
  report: Report,
  known: Map<Expression, Type>,
): boolean {
  if (expression.kind !== 'literal' || type.kind !== 'text' || typeof expression.value !== 'string') return false;
  if (isUnknown(wanted)) return false;
  const { value } = expression;
  if (wanted.kind === 'code') {
    if (!wanted.codes.includes(value)) {
      const hint = didYouMean(value, wanted.codes) ?? `one of ${wanted.codes.slice(0, 12).join(' ')}`;
      report('unknown-code', `'${value}' is not one of the codes`, expression, hint);
    }
    return true;
  }
  const form = TEMPORAL.get(wanted.kind);
  if (form === undefined) return false;
  if (readValue(value, wanted) === null)
    report('bad-literal', `'${value}' is not ${typeInWords(wanted)}`, expression, form);
  known.set(expression, wanted);
  return true;
}

function mayBeEqual(a: Type, b: Type): boolean {
  if (isOpen(a) || isOpen(b)) return true;
  if (a.kind === 'code' && b.kind === 'code') return a.codes.some((code) => b.codes.includes(code));
  if (isText(a) && isText(b)) return true;
  if (a.kind === 'list' && b.kind === 'list') return mayBeEqual(a.of, b.of);
  return a.kind === b.kind;
}

const WITHOUT_ORDER: ReadonlySet<Type['kind']> = new Set(['list', 'object', 'null']);

function hasOrder(a: Type, b: Type): boolean {
  if (WITHOUT_ORDER.has(a.kind) || WITHOUT_ORDER.has(b.kind)) return false;
  return mayBeEqual(a, b) || (isText(a) && isText(b));
}

function isOpen(type: Type): boolean {
  return isUnknown(type) || type.kind === 'null';
}
