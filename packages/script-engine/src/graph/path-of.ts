import type { Point } from './graph-layout.js';

const RADIUS = 5;

/** A line as the path data of SVG, with its corners rounded. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const pieces = rest.map((point, at) => {
    const [before, after] = [points[at] ?? first, rest[at + 1]];
    if (after === undefined) return `L${point.x} ${point.y}`;
    const radius = Math.min(RADIUS, distance(before, point) / 2, distance(point, after) / 2);
    const [into, out] = [towards(point, before, radius), towards(point, after, radius)];
    return `L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`;
  });
  return `M${first.x} ${first.y}${pieces.join('')}`;
}

const distance = (a: Point, b: Point) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

/** The point that lies so far from a corner on the horizontal or vertical piece to another point. */
function towards(corner: Point, other: Point, by: number): Point {
  return { x: corner.x + by * Math.sign(other.x - corner.x), y: corner.y + by * Math.sign(other.y - corner.y) };
}
