import type { FormNode } from '../form/form.js';
import { attributeOf } from '../form/local-name.js';
import type { XPathCall, XPathExpression } from '../xpath/xpath-ast.js';
import { XPathError } from '../xpath/xpath-error.js';
import { compare, selected } from './compare.js';
import { contentOf, countFixed, type FixedNode, overFixed } from './fixed-nodes.js';
import { formatDate } from './format-date.js';
import {
  and,
  binary,
  call,
  choose,
  firstOf,
  LEVEL,
  NOTHING,
  not,
  numberConstant,
  or,
  type Term,
  textConstant,
  toDate,
  toNumber,
  toPresentText,
  toText,
  toYesno,
  yesnoConstant,
} from './term.js';
import type { TranslationContext } from './translation-context.js';
import type { TranslateCall, Translator, Value } from './translator.js';

/** A function whose arguments are values. */
function ofTerms(least: number, most: number, make: (args: readonly Term[], at: XPathCall) => Term): TranslateCall {
  return (expression, translator, context) => {
    const { name, arguments: given } = expression;
    if (given.length < least || given.length > most)
      throw new XPathError(`${name}() does not take ${given.length} arguments`, expression);
    return make(
      given.map((each) => translator.translate(each, context)),
      expression,
    );
  };
}

const argument = (args: readonly Term[], index: number): Term => args[index] ?? NOTHING;

const numeric = (name: string): TranslateCall =>
  ofTerms(1, 1, ([value = NOTHING]) => {
    const number = toNumber(value);
    return number.kind === 'null' ? NOTHING : call(name, 'number', number);
  });

const compareTexts = (name: string): TranslateCall =>
  ofTerms(2, 2, ([value = NOTHING, part = NOTHING]) => {
    // Every text has the empty one in it.
    if (part.constant === '') return yesnoConstant(true);
    return call(name, 'yesno', toPresentText(value), toPresentText(part));
  });

function only(expression: XPathCall, index = 0): XPathExpression {
  const found = expression.arguments[index];
  if (!found) throw new XPathError(`${expression.name}() wants more arguments`, expression);
  return found;
}

/** The functions of XPath 1.0 and of ODK that can be said in CARUSO. */
export const XPATH_FUNCTIONS: ReadonlyMap<string, TranslateCall> = new Map<string, TranslateCall>([
  ['true', () => yesnoConstant(true)],
  ['false', () => yesnoConstant(false)],
  ['not', (expression, translator, context) => not(translator.condition(only(expression), context))],
  ['boolean', (expression, translator, context) => translator.condition(only(expression), context)],
  [
    'boolean-from-string',
    ofTerms(1, 1, ([value = NOTHING]) => {
      const text = toText(value);
      const is = (word: string) => compare('=', text, textConstant(word)) ?? yesnoConstant(false);
      return value.kind === 'yesno' ? value : or(is('true'), is('1'));
    }),
  ],
  ['string', ofTerms(1, 1, ([value = NOTHING]) => toText(value))],
  ['number', ofTerms(1, 1, ([value = NOTHING]) => toNumber(value))],
  ['int', numeric('whole')],
  ['floor', numeric('floor')],
  ['ceiling', numeric('ceiling')],
  ['abs', numeric('abs')],
  ['round', ofTerms(1, 2, (args) => call('round', 'number', ...args.map(toNumber)))],
  [
    'if',
    (expression, translator, context) => {
      const [, then, otherwise] = expression.arguments;
      if (!then || !otherwise) throw new XPathError('if() wants three arguments', expression);
      const condition = translator.condition(only(expression), context);
      return choose(condition, translator.translate(then, context), translator.translate(otherwise, context));
    },
  ],
  ['coalesce', ofTerms(2, 2, (args) => firstOf(...args))],
  ['once', ofTerms(1, 1, ([value = NOTHING]) => value)],
  ['concat', (expression, translator, context) => concat(expression.arguments, translator, context)],
  ['join', join],
  [
    'string-length',
    ofTerms(1, 1, ([value = NOTHING]) => {
      const text = toText(value);
      if (typeof text.constant === 'string') return numberConstant(text.constant.length);
      return call('length', 'number', toPresentText(text));
    }),
  ],
  ['normalize-space', ofTerms(1, 1, ([value = NOTHING]) => call('trim', 'text', toText(value)))],
  ['upper-case', ofTerms(1, 1, ([value = NOTHING]) => call('upper', 'text', toText(value)))],
  ['lower-case', ofTerms(1, 1, ([value = NOTHING]) => call('lower', 'text', toText(value)))],
  ['contains', compareTexts('contains')],
  ['starts-with', compareTexts('startsWith')],
  ['ends-with', compareTexts('endsWith')],
  ['substr', ofTerms(2, 3, (args) => part(argument(args, 0), next(argument(args, 1)), args[2]))],
  [
    'substring',
    ofTerms(2, 3, (args) => {
      const first = toNumber(argument(args, 1));
      const count = args[2] && toNumber(args[2]);
      const last = count && minus(plus(first, count), 1);
      return part(argument(args, 0), first, last);
    }),
  ],
  ['selected', ofTerms(2, 2, (args) => selected(argument(args, 0), argument(args, 1)))],
  [
    'count-selected',
    ofTerms(1, 1, ([chosen = NOTHING]) => {
      if (chosen.kind === 'codes') return call('count', 'number', chosen);
      if (chosen.codes) return choose(toYesno(chosen), numberConstant(1), numberConstant(0));
      throw new XPathError('only the answers to select questions can be counted', { start: 0, end: 1 });
    }),
  ],
  [
    'selected-at',
    ofTerms(2, 2, (args, at) => {
      const chosen = argument(args, 0);
      if (chosen.kind !== 'codes') throw new XPathError('selected-at() wants the answer to a select question', at);
      return {
        ...call('at', 'text', chosen, next(argument(args, 1))),
        ...(chosen.codes ? { codes: chosen.codes } : {}),
      };
    }),
  ],
  ['count', count],
  ['count-non-empty', countNonEmpty],
  ['sum', total('sum')],
  ['min', total('min')],
  ['max', total('max')],
  ['position', position],
  [
    'last',
    (expression, _, { last }) => {
      if (!last) throw new XPathError('last() can be said only of fixed data', expression);
      return last;
    },
  ],
  ['current', (_, __, { current }) => ({ kind: 'node', node: current })],
  ['instance', instance],
  ['indexed-repeat', indexedRepeat],
  ['randomize', (expression, translator, context) => translator.value(only(expression), context)],
  ['today', () => call('today', 'date')],
  ['now', () => call('now', 'instant')],
  ['date', ofTerms(1, 1, ([value = NOTHING]) => toDate(value))],
  ['date-time', ofTerms(1, 1, ([value = NOTHING]) => (value.kind === 'instant' ? value : toDate(value)))],
  [
    'decimal-date-time',
    ofTerms(1, 1, ([value = NOTHING]) => toNumber(value.kind === 'instant' ? value : toDate(value))),
  ],
  ['format-date', ofTerms(2, 2, (args, at) => formatDate(argument(args, 0), argument(args, 1), at))],
  ['format-date-time', ofTerms(2, 2, (args, at) => formatDate(argument(args, 0), argument(args, 1), at))],
  [
    'base64-decode',
    ofTerms(1, 1, ([value = NOTHING], at) => {
      if (typeof value.constant !== 'string')
        throw new XPathError('base64-decode() has no counterpart, except of what is known now', at);
      const bytes = Uint8Array.from(globalThis.atob(value.constant), (character) => character.charCodeAt(0));
      return textConstant(new TextDecoder().decode(bytes));
    }),
  ],
  ['pi', () => numberConstant(Math.PI)],
  ['checklist', checklist],
  [
    'property',
    ofTerms(1, 1, ([name = NOTHING], at) => {
      if (name.constant === 'username') return { text: 'dialog.owner', level: LEVEL.primary, kind: 'text' };
      throw new XPathError('a dialog has no such property', at);
    }),
  ],
]);

const plus = (a: Term, b: Term): Term => {
  if (typeof a.constant === 'number' && typeof b.constant === 'number') return numberConstant(a.constant + b.constant);
  return binary('+', LEVEL.sum, 'number', a, b);
};
const minus = (a: Term, by: number): Term =>
  typeof a.constant === 'number'
    ? numberConstant(a.constant - by)
    : binary('-', LEVEL.sum, 'number', a, numberConstant(by));
/** Places are counted from 0 in some functions, and from 1 in CARUSO. */
const next = (index: Term): Term => plus(toNumber(index), numberConstant(1));

function part(value: Term, first: Term, last: Term | undefined): Term {
  const text = toText(value);
  if (text.kind === 'null') return NOTHING;
  return last ? call('part', 'text', text, first, toNumber(last)) : call('part', 'text', text, first);
}

function concat(parts: readonly XPathExpression[], translator: Translator, context: TranslationContext): Term {
  const terms = parts.map((each) => {
    const term = translator.term(translator.set(each, context), context, each);
    return term.isList ? call('join', 'text', asTexts(term, each), quotedNothing) : concatPart(term);
  });
  if (terms.every(({ constant }) => constant !== undefined))
    return textConstant(terms.map(({ constant }) => String(constant)).join(''));
  return call('concat', 'text', ...terms.filter(({ kind }) => kind !== 'null'));
}

const quotedNothing: Term = { text: "''", level: LEVEL.primary, kind: 'text' };

function concatPart(term: Term): Term {
  return term.kind === 'codes' ? toText(term) : term;
}

/** The elements of a list must have a text each. */
function asTexts(list: Term, at: XPathExpression): Term {
  if (list.kind === 'codes') throw new XPathError('lists of several choices cannot be joined', at);
  return list;
}

function join(expression: XPathCall, translator: Translator, context: TranslationContext): Term {
  const between = toText(translator.translate(only(expression), context));
  const others = expression.arguments.slice(1);
  const [single] = others;
  if (single && others.length === 1) {
    const separator = between.kind === 'null' ? quotedNothing : between;
    const value = translator.set(single, context);
    if (value.kind === 'fixed') return overFixed(value, 'join', fixedText, separator);
    const term = translator.term(value, context, single);
    if (term.isList) return call('join', 'text', asTexts(term, single), separator);
  }
  const terms = others.map((each) => concatPart(translator.translate(each, context)));
  const separated = terms.flatMap((term, index) => (index === 0 ? [term] : [between, term]));
  return call('concat', 'text', ...separated.filter(({ kind }) => kind !== 'null'));
}

const fixedText = ({ element }: FixedNode) => textConstant(contentOf(element));
const fixedNumber = (node: FixedNode) => toNumber(fixedText(node));

function count(expression: XPathCall, translator: Translator, context: TranslationContext): Term {
  const value = translator.set(only(expression), context);
  if (value.kind === 'fixed') return countFixed(value);
  if (value.kind === 'node') return translator.names.count(value, context, only(expression));
  if (value === NOTHING) return numberConstant(0);
  throw new XPathError('only nodes can be counted', expression);
}

function countNonEmpty(expression: XPathCall, translator: Translator, context: TranslationContext): Term {
  const value = translator.set(only(expression), context);
  if (value.kind === 'fixed')
    return countFixed({ kind: 'fixed', nodes: value.nodes.filter((node) => fixedText(node).kind !== 'null') });
  const term = translator.term(value, context, only(expression));
  if (term.isList) return call('count', 'number', term);
  return choose(toYesno(term), numberConstant(1), numberConstant(0));
}

/** Of a path over all it finds, else over the arguments; one that is no number makes no result. */
function total(name: 'sum' | 'min' | 'max'): TranslateCall {
  return (expression, translator, context) => {
    const [first] = expression.arguments;
    const value = first && translator.set(first, context);
    if (first && value?.kind === 'fixed' && expression.arguments.length === 1)
      return overFixed(value, name, fixedNumber);
    const terms = expression.arguments.map((each) => translator.term(translator.set(each, context), context, each));
    const [single] = terms;
    if (single?.isList && terms.length === 1) {
      if (single.kind !== 'number')
        throw new XPathError(`${name}() wants numbers; give the node a type such as int or decimal`, expression);
      const result = call(name, 'number', single);
      const complete = compare('=', call('count', 'number', single), call('length', 'number', single));
      return complete ? choose(complete, result) : result;
    }
    const numbers = terms.map(toNumber);
    if (numbers.some(({ kind }) => kind === 'null')) return NOTHING;
    const [only] = numbers;
    if (only && numbers.length === 1) return only;
    const open = numbers.filter(({ constant }) => constant === undefined);
    const known = and(...open.map((term) => call('exists', 'yesno', term)));
    return choose(known, call(name, 'number', ...numbers));
  };
}

function position(expression: XPathCall, translator: Translator, context: TranslationContext): Term {
  const [of] = expression.arguments;
  if (!of) {
    if (context.position) return context.position;
    throw new XPathError('position() can be said only of fixed data, and in a comparison with =', expression);
  }
  const value = translator.value(of, context);
  if (value.kind !== 'node') throw new XPathError('position() wants an instance of a repeat', expression);
  let { node }: { node: FormNode | undefined } = value;
  while (node && !node.repeat) node = node.parent;
  return node ? translator.names.position(node, context, expression) : numberConstant(1);
}

function instance(expression: XPathCall, translator: Translator): Value {
  const given = only(expression);
  const id = given.kind === 'text' ? given.value : '';
  const element = translator.form.instances.get(id);
  if (!element) throw new XPathError(`there is no instance '${id}'`, expression);
  if (attributeOf(element, 'src'))
    throw new XPathError(`the data of the instance '${id}' are not in the form`, expression);
  const { data, root } = translator.form;
  if (element.children.includes(data)) return { kind: 'node', node: { ...root, children: [root] } };
  return { kind: 'fixed', nodes: [{ element, when: yesnoConstant(true) }] };
}

/** `indexed-repeat(node, repeat, index)`: the node in the instance of that number. */
function indexedRepeat(expression: XPathCall, translator: Translator, context: TranslationContext): Value {
  const [target, repeat, index, ...deeper] = expression.arguments;
  if (!target || !repeat || !index) throw new XPathError('indexed-repeat() wants three arguments', expression);
  if (deeper.length > 0) throw new XPathError('only one repeat can be indexed', expression);
  const [to, around] = [translator.value(target, context), translator.value(repeat, context)];
  if (to.kind !== 'node' || around.kind !== 'node' || !around.node.repeat)
    throw new XPathError('indexed-repeat() wants a node and a repeat around it', expression);
  const term = toNumber(translator.translate(index, context));
  return { ...to, narrowed: { repeat: around.node, by: 'place', term } };
}

/** `checklist(least, most, condition…)`: whether so many conditions hold; -1 is no bound. */
function checklist(expression: XPathCall, translator: Translator, context: TranslationContext): Term {
  const [least, most, ...conditions] = expression.arguments;
  if (!least || !most) throw new XPathError('checklist() wants its bounds', expression);
  const holding = conditions.map((each) => choose(translator.condition(each, context), numberConstant(1)).text);
  const list: Term = { text: `[${holding.join(', ')}]`, level: LEVEL.primary, kind: 'null' };
  const counted = call('count', 'number', list);
  const bound = (operator: '>=' | '<=', limit: XPathExpression): Term => {
    const term = toNumber(translator.translate(limit, context));
    if (term.constant === -1) return yesnoConstant(true);
    return compare(operator, counted, term) ?? yesnoConstant(true);
  };
  return and(bound('>=', least), bound('<=', most));
}
