import { elementsOf, textOf, type XmlElement } from '@caruso/language';
import {
  call,
  choose,
  firstOf,
  LEVEL,
  NOTHING,
  numberConstant,
  or,
  type Term,
  textConstant,
  yesnoConstant,
} from './term.js';

/** An element of data that comes with the form, and when it is among those a path finds. */
export interface FixedNode {
  readonly element: XmlElement;
  readonly when: Term;
}

/** What a path finds in data that comes with the form: known now, except for conditions on answers. */
export interface FixedNodes {
  readonly kind: 'fixed';
  readonly nodes: readonly FixedNode[];
}

/** More than this would make an expression that nobody can read, and that the language refuses. */
const MOST_IN_EXPRESSION = 60;

/** Whether an expression can be made of them. */
export function fitsExpression({ nodes }: FixedNodes): boolean {
  return nodes.filter(({ when }) => when.constant === undefined).length <= MOST_IN_EXPRESSION;
}

export function contentOf(element: XmlElement): string {
  return elementsOf(element).length > 0 ? textOf(element) : textOf(element).trim();
}

const fixedValue = ({ element }: FixedNode): Term => textConstant(contentOf(element));

/** The value of the first of them. */
export function firstFixed({ nodes }: FixedNodes): Term {
  const certain = nodes.findIndex(({ when }) => when.constant === true);
  const upTo = certain < 0 ? nodes : nodes.slice(0, certain + 1);
  return firstOf(...upTo.map((node) => choose(node.when, fixedValue(node))));
}

/** Whether there is any. */
export function anyFixed({ nodes }: FixedNodes): Term {
  return nodes.length === 0 ? yesnoConstant(false) : or(...nodes.map(({ when }) => when));
}

/** How many there are. */
export function countFixed({ nodes }: FixedNodes): Term {
  return overFixed({ kind: 'fixed', nodes }, 'count', () => numberConstant(1));
}

/** A function such as `sum` over them. */
export function overFixed(
  { nodes }: FixedNodes,
  name: 'count' | 'sum' | 'min' | 'max' | 'join',
  value: (node: FixedNode) => Term,
  ...more: readonly Term[]
): Term {
  const terms = nodes.map((node) => choose(node.when, value(node))).filter((term) => term !== NOTHING);
  if (name === 'count' && terms.every(({ constant }) => constant !== undefined)) return numberConstant(terms.length);
  const list: Term = { text: `[${terms.map(({ text }) => text).join(', ')}]`, level: LEVEL.primary, kind: 'null' };
  return call(name, name === 'join' ? 'text' : 'number', list, ...more);
}
