/** A box to be placed, by its name, and how large it is in pixels. */
export interface Box {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** A line from one box to another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

export interface PlacedBox extends Box {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly boxes: ReadonlyMap<string, PlacedBox>;
  readonly width: number;
  readonly height: number;
}

const GAP_X = 90;
const GAP_Y = 24;
const MARGIN = 24;
/** Boxes in one column before the next begins beside it. */
const TALLEST = 1_600;
const SWEEPS = 8;

/**
 * Places boxes in columns: what others lead to stands left of them, and within a column boxes stand near those they are joined
 * with. The same boxes and edges always give the same picture, and one box more moves few others.
 *
 * The method is that of Sugiyama, Tagawa and Toda (1981): layers by longest paths, then sweeps by the mean place of neighbours.
 */
export function layOut(given: readonly Box[], edges: readonly Edge[]): Layout {
  const boxes = [...given].sort((a, b) => (a.name < b.name ? -1 : 1));
  const joined = edges.filter(({ from, to }) => from !== to).sort((a, b) => (a.to < b.to ? -1 : 1));
  const layers = layersOf(boxes, joined);
  const ordered = inOrder(columnsOf(boxes, layers), joined);
  const placed = new Map<string, PlacedBox>();
  let x = MARGIN;
  let bottom = 0;
  for (const column of ordered) {
    let y = MARGIN;
    let widest = 0;
    let left = x;
    for (const box of column) {
      if (y > MARGIN && y + box.height > TALLEST) {
        left += widest + GAP_X / 2;
        y = MARGIN;
        widest = 0;
      }
      placed.set(box.name, { ...box, x: left, y });
      y += box.height + GAP_Y;
      widest = Math.max(widest, box.width);
      bottom = Math.max(bottom, y);
    }
    x = left + widest + GAP_X;
  }
  return { boxes: placed, width: Math.max(x - GAP_X + MARGIN, 2 * MARGIN), height: bottom + MARGIN - GAP_Y };
}

/** How many lines lie at most between a box and one that leads nowhere; lines that close a circle do not count. */
function layersOf(boxes: readonly Box[], edges: readonly Edge[]): ReadonlyMap<string, number> {
  const targets = new Map<string, string[]>(boxes.map(({ name }) => [name, []]));
  for (const { from, to } of edges) if (targets.has(to)) targets.get(from)?.push(to);
  const layers = new Map<string, number>();
  const open = new Set<string>();
  const visit = (name: string): number => {
    const known = layers.get(name);
    if (known !== undefined) return known;
    open.add(name);
    const below = (targets.get(name) ?? []).filter((to) => !open.has(to)).map((to) => visit(to) + 1);
    open.delete(name);
    const layer = Math.max(0, ...below);
    layers.set(name, layer);
    return layer;
  };
  for (const { name } of boxes) visit(name);
  return layers;
}

function columnsOf(boxes: readonly Box[], layers: ReadonlyMap<string, number>): Box[][] {
  const columns: Box[][] = [];
  for (const box of boxes) {
    const at = layers.get(box.name) ?? 0;
    columns[at] ??= [];
    columns[at]?.push(box);
  }
  return Array.from(columns, (column) => column ?? []);
}

function inOrder(columns: Box[][], edges: readonly Edge[]): readonly (readonly Box[])[] {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const place = new Map<string, number>();
  const note = (column: readonly Box[]) =>
    column.forEach(({ name }, at) => void place.set(name, (at + 0.5) / column.length));
  for (const column of columns) note(column);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      const mean = ({ name }: Box) => {
        const places = (neighbours.get(name) ?? []).map((each) => place.get(each) ?? 0);
        return places.length === 0
          ? (place.get(name) ?? 0)
          : places.reduce((sum, each) => sum + each, 0) / places.length;
      };
      const means = new Map(column.map((box) => [box.name, mean(box)]));
      column.sort((a, b) => (means.get(a.name) ?? 0) - (means.get(b.name) ?? 0) || (a.name < b.name ? -1 : 1));
      note(column);
    }
  }
  return columns;
}
