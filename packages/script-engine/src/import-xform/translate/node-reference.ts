import { repeatsAround } from '../form/build-nodes.js';
import type { FormNode } from '../form/form.js';
import { LEVEL, type Term } from './term.js';
import { repeatsOf, type TranslationContext } from './translation-context.js';

/** What a path into the data of the form finds: the nodes of one path, of all instances or of some. */
export interface NodeReference {
  readonly kind: 'node';
  readonly node: FormNode;
  /** A condition or a place that narrows the instances of a repeat on the way. */
  readonly narrowed?: { readonly repeat: FormNode; readonly by: 'where' | 'place'; readonly term: Term };
  /** Whether the instances of all repeats are meant, also of those around: a path from the root, where a set is wanted. */
  readonly everywhere?: boolean;
  /** A condition on a node that is there once. */
  readonly when?: Term;
}

/** The repeats whose instances are all meant, because the place that refers to them is in none of them. */
export function openRepeats(
  { node, narrowed, everywhere }: NodeReference,
  context: TranslationContext,
): readonly FormNode[] {
  const own = new Set(everywhere ? [] : repeatsOf(context));
  const around = repeatsAround(node);
  const first = around.findIndex((repeat) => !own.has(repeat) || repeat === narrowed?.repeat);
  return first < 0 ? [] : around.slice(first);
}

/** The expression `answers.outer.inner.name`, for all instances of the open repeats. */
export function listPath(open: readonly string[], name: string): string {
  return ['answers', ...open, name].join('.');
}

/** A list narrowed by a condition, which can stand only as an argument. */
export function filtered(list: Term, condition: Term): Term {
  return { ...list, text: `${list.text} where ${condition.text}`, level: LEVEL.or, isFiltered: true, isList: true };
}
