/**
 * What a value is in CARUSO. `codes` is the answer to a question with several choices: a list, where XForms has one text
 * with blanks in it.
 */
export type TermKind = 'text' | 'number' | 'yesno' | 'date' | 'time' | 'instant' | 'codes' | 'null';

/** How tightly an expression holds together, from `or` to what needs no parentheses. */
export const LEVEL = { or: 0, and: 1, comparison: 2, sum: 3, product: 4, sign: 5, primary: 6 } as const;

/** A CARUSO expression. */
export interface Term {
  readonly text: string;
  readonly level: number;
  readonly kind: TermKind;
  /** Known now, so that conditions on fixed data need not be written. */
  readonly constant?: string | number | boolean;
  /** The codes of the choices from which it comes. */
  readonly codes?: readonly string[];
  /** A list of values of that kind: what a path finds in all instances of a repeat. */
  readonly isList?: boolean;
  /** A list with a `where`, which may stand only as an argument. */
  readonly isFiltered?: boolean;
  /** What it says with a `not` less, or more. */
  readonly opposite?: Term;
  /** The value of a node. XPath compares nodes with others by their texts. */
  readonly isNode?: boolean;
}

export const NOTHING: Term = { text: 'null', level: LEVEL.primary, kind: 'null', constant: '' };

/** The term as an operand on a level, in parentheses where they are needed. */
export function on(level: number, { text, level: own }: Term): string {
  return own < level ? `(${text})` : text;
}

function quoted(value: string): string {
  const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return `'${value.replace(/[\\'\n\r\t]/g, (character) => escapes[character] ?? character)}'`;
}

/** A text known now. An empty one is nothing: CARUSO keeps no empty answers. */
export function textConstant(value: string): Term {
  return value === '' ? NOTHING : { text: quoted(value), level: LEVEL.primary, kind: 'text', constant: value };
}

export function numberConstant(value: number): Term {
  if (!Number.isFinite(value)) return NOTHING;
  const text = value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
  return { text, level: value < 0 ? LEVEL.sign : LEVEL.primary, kind: 'number', constant: value };
}

export function yesnoConstant(value: boolean): Term {
  return { text: String(value), level: LEVEL.primary, kind: 'yesno', constant: value };
}

/** A call of a function. */
export function call(name: string, kind: TermKind, ...args: readonly Term[]): Term {
  return { text: `${name}(${args.map(({ text }) => text).join(', ')})`, level: LEVEL.primary, kind };
}

export function binary(operator: string, level: number, kind: TermKind, left: Term, right: Term): Term {
  const isChain = level === LEVEL.or || level === LEVEL.and;
  // Comparisons do not chain, and what stands right of - or / must hold together.
  const [a, b] = level === LEVEL.comparison ? [level + 1, level + 1] : [level, isChain ? level : level + 1];
  return { text: `${on(a, left)} ${operator} ${on(b, right)}`, level, kind };
}

export function not(term: Term): Term {
  if (typeof term.constant === 'boolean') return yesnoConstant(!term.constant);
  return (
    term.opposite ?? { text: `not ${on(LEVEL.primary, term)}`, level: LEVEL.comparison, kind: 'yesno', opposite: term }
  );
}

export function and(...terms: readonly Term[]): Term {
  const open = terms.filter(({ constant }) => constant !== true);
  if (open.some(({ constant }) => constant === false)) return yesnoConstant(false);
  const [first, ...others] = open;
  if (!first) return yesnoConstant(true);
  return others.reduce((left, right) => binary('and', LEVEL.and, 'yesno', left, right), first);
}

export function or(...terms: readonly Term[]): Term {
  const open = terms.filter(({ constant }) => constant !== false);
  if (open.some(({ constant }) => constant === true)) return yesnoConstant(true);
  const [first, ...others] = open;
  if (!first) return yesnoConstant(false);
  return others.reduce((left, right) => binary('or', LEVEL.or, 'yesno', left, right), first);
}

/** One term under a condition, nothing or another one otherwise. */
export function choose(condition: Term, then: Term, otherwise: Term = NOTHING): Term {
  if (condition.constant === true) return then;
  if (condition.constant === false) return otherwise;
  const [a, b] = alike(then, otherwise);
  return { ...call('if', a.kind === 'null' ? b.kind : a.kind, condition, a, b), ...codesOf(a, b) };
}

/** The first of the terms that is not nothing. */
export function firstOf(...terms: readonly Term[]): Term {
  const open = terms.filter(({ kind }) => kind !== 'null');
  const [first, ...others] = open;
  if (!first) return NOTHING;
  if (others.length === 0) return first;
  const kinds = new Set(open.map(({ kind }) => kind));
  const same = kinds.size === 1 ? open : open.map(toText);
  return call('coalesce', kinds.size === 1 ? first.kind : 'text', ...same);
}

function codesOf(a: Term, b: Term): Pick<Term, 'codes'> {
  if (a.codes && b.codes) return { codes: [...new Set([...a.codes, ...b.codes])] };
  const codes = a.kind === 'null' ? b.codes : b.kind === 'null' ? a.codes : undefined;
  return codes ? { codes } : {};
}

/** Two terms of one kind: as they are, or both as texts. */
function alike(a: Term, b: Term): readonly [Term, Term] {
  if (a.kind === b.kind || a.kind === 'null' || b.kind === 'null') return [a, b];
  return [toText(a), toText(b)];
}

const EPOCH: Term = { text: "date('1970-01-01')", level: LEVEL.primary, kind: 'date' };

/** The term as a text, as XPath's `string()` gives it. */
export function toText(term: Term): Term {
  const single = toSingle(term);
  const { kind, constant } = single;
  if (kind === 'text' || kind === 'null') return single;
  if (constant !== undefined) return textConstant(String(constant));
  if (kind === 'codes') return call('join', 'text', single, textConstant(' '));
  return call('text', 'text', single);
}

/** The term as a text that is empty where there is nothing, for functions that say nothing of nothing. */
export function toPresentText(term: Term): Term {
  const text = toText(term);
  if (text.kind === 'null') return { text: "''", level: LEVEL.primary, kind: 'text', constant: '' };
  return text.constant !== undefined || text.text.startsWith('concat(') ? text : call('concat', 'text', text);
}

/** The term as a number; what is none becomes nothing, which is XPath's NaN. A date is a number of days. */
export function toNumber(term: Term): Term {
  const single = toSingle(term);
  const { kind, constant } = single;
  if (typeof constant === 'string') return constant.trim() === '' ? NOTHING : numberConstant(Number(constant));
  if (typeof constant === 'boolean') return numberConstant(Number(constant));
  switch (kind) {
    case 'number':
    case 'null':
      return single;
    case 'yesno':
      return call('if', 'number', single, numberConstant(1), numberConstant(0));
    case 'date':
      return call('inDays', 'number', binary('-', LEVEL.sum, 'date', single, EPOCH));
    case 'instant':
      return toNumber(call('date', 'date', single));
    default:
      return call('number', 'number', toText(single));
  }
}

/** The term as yes/no: a number is true when it is not 0, a text when it is not empty. */
export function toYesno(term: Term): Term {
  const single = toSingle(term);
  const { kind, constant } = single;
  if (constant !== undefined && kind !== 'null') return yesnoConstant(Boolean(constant));
  if (kind === 'yesno') return single;
  if (kind === 'null') return yesnoConstant(false);
  if (kind !== 'number') return call('answered', 'yesno', single);
  return binary(
    '!=',
    LEVEL.comparison,
    'yesno',
    call('coalesce', 'number', single, numberConstant(0)),
    numberConstant(0),
  );
}

/** The term as a date; a number counts the days since 1970. */
export function toDate(term: Term): Term {
  const single = toSingle(term);
  switch (single.kind) {
    case 'date':
    case 'null':
      return single;
    case 'number':
      return binary('+', LEVEL.sum, 'date', EPOCH, call('days', 'null', call('floor', 'number', single)));
    case 'instant':
      return call('date', 'date', single);
    default: {
      const text = toText(single);
      const isDay = typeof text.constant === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text.constant);
      return call('date', 'date', isDay ? text : call('part', 'text', text, numberConstant(1), numberConstant(10)));
    }
  }
}

/** Of a list the first, as XPath takes a set of nodes for one value. */
export function toSingle(term: Term): Term {
  if (!term.isList) return term;
  return { ...call('first', term.kind, term), ...(term.codes ? { codes: term.codes } : {}), isNode: true };
}
