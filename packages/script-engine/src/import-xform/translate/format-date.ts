import type { XPathCall } from '../xpath/xpath-ast.js';
import { XPathError } from '../xpath/xpath-error.js';
import { call, choose, numberConstant, type Term, textConstant, toDate, toYesno } from './term.js';

/** What a sign behind `%` takes of a date. Times of day are those of the dialog's zone, which texts do not show. */
const PARTS: Readonly<Record<string, (date: Term) => Term>> = {
  Y: (date) => cut(date, 1, 4),
  y: (date) => cut(date, 3, 4),
  m: (date) => cut(date, 6, 7),
  d: (date) => cut(date, 9, 10),
  n: (date) => call('month', 'number', date),
  e: (date) => call('day', 'number', date),
};

const cut = (date: Term, first: number, last: number): Term =>
  call('part', 'text', call('text', 'text', date), numberConstant(first), numberConstant(last));

/** `format-date(date, '%d.%m.%Y')` as a text made of the parts of the date. */
export function formatDate(value: Term, format: Term, at: XPathCall): Term {
  if (typeof format.constant !== 'string') throw new XPathError('the format must be a text', at);
  const date = toDate(value);
  if (format.constant === '%Y-%m-%d') return call('text', 'text', date);
  const parts = [...format.constant.matchAll(/%(.)|[^%]+/gs)].map(([text, sign]) => {
    if (sign === undefined) return textConstant(text);
    const make = Object.hasOwn(PARTS, sign) ? PARTS[sign] : undefined;
    if (!make) throw new XPathError(`the format %${sign} has no counterpart`, at);
    return make(date);
  });
  return choose(toYesno(date), call('concat', 'text', ...parts));
}
