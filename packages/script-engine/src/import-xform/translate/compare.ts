import {
  and,
  binary,
  call,
  LEVEL,
  not,
  numberConstant,
  type Term,
  textConstant,
  toDate,
  toNumber,
  toText,
  toYesno,
  yesnoConstant,
} from './term.js';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * A comparison as XPath means it: with a list it holds when it holds for one element; yes/no before numbers before texts;
 * what comes before and after is a matter of numbers (and, in forms, of dates).
 */
export function compare(operator: Comparison, left: Term, right: Term): Term | undefined {
  if (left.isList && right.isList) return undefined;
  if (right.isList) return compare(MIRRORED[operator], right, left);
  if (left.isList) return compareList(operator, left, right);
  const known = compareKnown(operator, left, right);
  if (known) return known;
  return operator === '=' || operator === '!='
    ? compareEqual(operator, left, right)
    : compareOrder(operator, left, right);
}

const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
const WORDS: Readonly<Record<Comparison, string>> = {
  '=': '==',
  '!=': '!=',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};

const make = (operator: Comparison, left: Term, right: Term): Term =>
  binary(WORDS[operator], LEVEL.comparison, 'yesno', left, right);

function compareKnown(operator: Comparison, { constant: a }: Term, { constant: b }: Term): Term | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (operator === '=' || operator === '!=') {
    const byNumber = typeof a === 'number' || typeof b === 'number';
    const same = byNumber ? numberOf(a) === numberOf(b) : String(a) === String(b);
    return yesnoConstant(same === (operator === '='));
  }
  const [x, y] = [numberOf(a), numberOf(b)];
  const holds = { '<': x < y, '<=': x <= y, '>': x > y, '>=': x >= y }[operator];
  return yesnoConstant(holds);
}

function numberOf(value: string | number | boolean): number {
  return value === '' ? Number.NaN : Number(value);
}

function compareEqual(operator: '=' | '!=', left: Term, right: Term): Term {
  const turn = (term: Term) => (operator === '=' ? term : not(term));
  if (isEmptyText(right)) return turn(not(call('answered', 'yesno', left)));
  if (isEmptyText(left)) return turn(not(call('answered', 'yesno', right)));
  const [a, b] = left.constant === undefined ? [left, right] : [right, left];
  if (a.kind === 'yesno' || b.kind === 'yesno') return compareYesno(operator, a, b);
  // A node is a number to a number, and a text to another node or a text.
  if ((a.kind === 'number' && !a.isNode) || (b.kind === 'number' && !b.isNode))
    return make(operator, toNumber(a), toNumber(b));
  if (a.kind === 'number' && b.kind === 'text' && b.constant !== undefined) {
    const number = toNumber(b);
    return number.kind === 'null' ? turn(yesnoConstant(false)) : make(operator, a, number);
  }
  if (a.codes && typeof b.constant === 'string' && a.kind !== 'codes' && !a.codes.includes(b.constant))
    return turn(yesnoConstant(false));
  if (a.kind === 'date' && typeof b.constant === 'string')
    return isDay(b.constant) ? make(operator, a, b) : turn(yesnoConstant(false));
  if (a.kind === b.kind && a.kind !== 'codes' && sharesCodes(a, b)) return make(operator, a, b);
  return make(operator, asPlainText(a), asPlainText(b));
}

function sharesCodes(a: Term, b: Term): boolean {
  return !a.codes || !b.codes || a.codes.some((code) => b.codes?.includes(code));
}

/** A choice as a text of which nobody knows the codes. */
function asPlainText(term: Term): Term {
  return term.codes && term.kind === 'text' ? call('concat', 'text', term) : toText(term);
}

/** A node that holds yes/no holds the text `true` or `false`. */
function compareYesno(operator: '=' | '!=', a: Term, b: Term): Term {
  const turn = (term: Term) => (operator === '=' ? term : not(term));
  if (a.kind === 'yesno' && b.constant !== undefined) {
    const text = String(b.constant);
    if (typeof b.constant === 'boolean' || text === 'true' || text === 'false')
      return turn(text === 'true' ? a : make('=', a, yesnoConstant(false)));
    const number = typeof b.constant === 'number' ? b.constant : Number.NaN;
    return Number.isNaN(number) ? turn(yesnoConstant(false)) : make(operator, toNumber(a), numberConstant(number));
  }
  return make(operator, toYesno(a), toYesno(b));
}

function compareOrder(operator: Comparison, left: Term, right: Term): Term {
  const temporal = (term: Term) => term.kind === 'date' || term.kind === 'instant';
  if (left.kind === 'time' && right.kind === 'time') return make(operator, left, right);
  if (temporal(left) || temporal(right)) {
    const other = temporal(left) ? right : left;
    const comparable = temporal(other) || other.kind === 'text';
    if (comparable && left.kind === 'instant' && right.kind === 'instant') return make(operator, left, right);
    if (comparable) return make(operator, toDate(left), toDate(right));
  }
  return make(operator, toNumber(left), toNumber(right));
}

/** A comparison with all nodes that a path finds holds when it holds for one of them. */
function compareList(operator: Comparison, list: Term, other: Term): Term | undefined {
  const element: Term = { ...list, text: '', isList: false };
  if (operator === '=' || operator === '!=') {
    const same = element.kind === 'text' && element.codes === undefined ? toText(other) : other;
    if (element.kind !== same.kind) return undefined;
    if (list.codes && typeof same.constant === 'string' && !list.codes.includes(same.constant))
      return operator === '=' ? yesnoConstant(false) : make('>', call('length', 'number', list), numberConstant(0));
    if (operator === '=') return call('contains', 'yesno', list, same);
    // One that is different: there are more than those that are the same.
    return undefined;
  }
  if (element.kind !== 'number' && element.kind !== 'date') return undefined;
  const bound = element.kind === 'number' ? toNumber(other) : toDate(other);
  const extreme = operator === '<' || operator === '<=' ? 'min' : 'max';
  return make(operator, call(extreme, element.kind, list), bound);
}

function isEmptyText({ kind, constant }: Term): boolean {
  return kind === 'null' && constant === '';
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** Whether a choice is among the chosen. */
export function selected(chosen: Term, code: Term): Term {
  const { kind, codes, constant } = chosen;
  if (typeof code.constant === 'string' && codes && !codes.includes(code.constant)) return yesnoConstant(false);
  if (typeof constant === 'string' && typeof code.constant === 'string')
    return yesnoConstant(constant.split(/\s+/).includes(code.constant));
  const wanted = toText(code);
  if (kind === 'codes') return binary('in', LEVEL.comparison, 'yesno', codes ? wanted : asPlainText(wanted), chosen);
  if (codes) return make('=', chosen, wanted);
  const padded = (term: Term) => call('concat', 'text', textConstant(' '), term, textConstant(' '));
  const inside = call('contains', 'yesno', padded(toText(chosen)), padded(wanted));
  return wanted.constant === undefined ? and(call('answered', 'yesno', wanted), inside) : inside;
}
