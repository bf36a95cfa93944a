import type { FormNode } from '../form/form.js';
import type { ImportContext } from './import-context.js';
import { type Markup, markup } from './markup.js';
import type { Written } from './written.js';

/**
 * Puts the computed values of a frame between its items. A value stands before all items, for it is computed anew whenever
 * it is read; one that goes over the rounds of a repeat can stand only behind that. What it refers to stands before it.
 */
export function placeLets(
  nodes: readonly FormNode[],
  written: readonly Written[],
  { names }: ImportContext,
): readonly Markup[] {
  const places = new Map<FormNode, number>();
  const ordered: FormNode[] = [];
  const place = (node: FormNode): number => {
    const known = places.get(node);
    if (known !== undefined) return known;
    places.set(node, 0);
    const computed = names.computed(node);
    const behind = written.map(({ repeats }, index) =>
      [...(computed?.repeats ?? [])].some((each) => repeats.has(each)) ? index + 1 : 0,
    );
    const before = [...(computed?.lets ?? [])].filter((each) => nodes.includes(each)).map(place);
    const at = Math.max(0, ...behind, ...before);
    places.set(node, at);
    if (computed) ordered.push(node);
    return at;
  };
  for (const node of nodes) place(node);
  const letsAt = (index: number) =>
    ordered.filter((node) => places.get(node) === index).flatMap((node) => writeLet(node, names));
  return [...letsAt(0), ...written.flatMap(({ items }, index) => [...items, ...letsAt(index + 1)])];
}

function writeLet(node: FormNode, names: ImportContext['names']): Markup[] {
  const carrier = names.carrier(node);
  const computed = names.computed(node);
  if (carrier.kind !== 'let' || !computed) return [];
  return [markup('let', { name: carrier.name, value: computed.term.text })];
}
