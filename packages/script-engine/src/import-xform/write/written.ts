import type { FormNode } from '../form/form.js';
import type { Markup } from './markup.js';

/** Something written, and the repeats in it. */
export interface Written {
  readonly items: readonly Markup[];
  readonly repeats: ReadonlySet<FormNode>;
}
