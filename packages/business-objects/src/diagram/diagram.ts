import type { Model, ObjectModel } from '../model/model.js';
import { type Box, type Edge, type Layout, layOut } from './layout.js';

/** A line of a box. */
interface DiagramRow {
  readonly name: string;
  readonly type: string;
  /** Whether it is part of the key. */
  readonly key: boolean;
}

/** An object type as a box. */
export interface DiagramBox extends Box {
  readonly label: string;
  readonly rows: readonly DiagramRow[];
  /** How many attributes are not shown. */
  readonly more: number;
}

/** A link to one object; `required` when every object has one. */
export interface DiagramEdge extends Edge {
  readonly name: string;
  readonly required: boolean;
}

/** A picture of a model: object types as boxes, links to one object as lines. */
export interface Diagram {
  readonly boxes: readonly DiagramBox[];
  readonly edges: readonly DiagramEdge[];
  readonly layout: Layout;
}

export const ROW_HEIGHT = 18;
export const HEAD_HEIGHT = 28;
const CHARACTER = 7;
const NARROWEST = 140;
const MOST_ROWS = 9;

/** The picture of a model; the same model always gives the same one. */
export function diagramOf({ objects }: Pick<Model, 'objects'>): Diagram {
  const boxes = [...objects.values()].map(boxOf);
  const edges = [...objects.values()].flatMap(({ name: from, links }) =>
    [...links.values()]
      .filter(({ many, to }) => !many && objects.has(to))
      .map(({ name, to, required }): DiagramEdge => ({ from, to, name, required })),
  );
  return { boxes, edges, layout: layOut(boxes, edges) };
}

function boxOf({ name, label, key, attributes, links }: ObjectModel): DiagramBox {
  const toOne = [...links.values()].filter(({ many }) => !many);
  const all = [
    ...[...attributes.values()].map(
      (each): DiagramRow => ({ name: each.name, type: each.type, key: key.includes(each.name) }),
    ),
    ...toOne.map((each): DiagramRow => ({ name: each.name, type: `→ ${each.to}`, key: key.includes(each.name) })),
  ].sort((a, b) => Number(b.key) - Number(a.key));
  const rows = all.slice(0, all.length > MOST_ROWS ? MOST_ROWS - 1 : MOST_ROWS);
  const more = all.length - rows.length;
  const longest = Math.max(name.length + 2, ...rows.map((row) => row.name.length + row.type.length + 4));
  return {
    name,
    label,
    rows,
    more,
    width: Math.max(NARROWEST, longest * CHARACTER + 16),
    height: HEAD_HEIGHT + (rows.length + (more > 0 ? 1 : 0)) * ROW_HEIGHT + 8,
  };
}
