import type { XmlElement } from '@caruso/language';
import { repeatsAround } from '../form/build-nodes.js';
import type { FormNode } from '../form/form.js';
import type { Term } from './term.js';

/** Where an XPath expression is evaluated. */
export interface TranslationContext {
  /** The node whose expression it is: `current()`. */
  readonly current: FormNode;
  /** The node in whose instances of repeats the expression stands; that of `current` when left out. */
  readonly within?: FormNode;
  /** The context node: `.`, an element of fixed data inside a condition on it. */
  readonly at: FormNode | XmlElement;
  /** How the value of the node itself is called, where that is not its answer: `value` in a check. */
  readonly self?: Term;
  /** The repeat on whose instances this is a condition: names are fields of an instance there. */
  readonly instancesOf?: FormNode;
  /** What `position()` is. */
  readonly position?: Term;
  /** What `last()` is. */
  readonly last?: Term;
}

/** The repeats in whose rounds an expression stands. */
export function repeatsOf({ current, within }: TranslationContext): readonly FormNode[] {
  return repeatsAround(within ?? current);
}

/** The context of what decides on the instances of a repeat, and so stands outside of them. */
export function contextAround(repeat: FormNode): TranslationContext {
  return { current: repeat, at: repeat, within: repeat.parent ?? repeat };
}

/** The context of the expressions of a node. */
export function contextOf(node: FormNode, self?: Term): TranslationContext {
  return { current: node, at: node, ...(self ? { self } : {}) };
}
