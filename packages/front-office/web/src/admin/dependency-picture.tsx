import type { ServiceEntry } from '../../../src/api-types.js';
import { Panel } from '../shared/panel.js';
import { type DependencyLayout, dependencyLayout, type Waypoint } from './dependency-layout.js';
import styles from './dependency-picture.module.css';

const BOX = { width: 168, height: 26 };
const COLUMN = BOX.width + 72;
const ROW = BOX.height + 12;
const CHARACTERS = 24;

const leftOf = ({ column }: Waypoint) => column * COLUMN + 1;
const middleOf = ({ row }: Waypoint) => row * ROW + BOX.height / 2 + 1;

/** A line bends between the columns, and is straight where it passes one. */
function pathOf({ from, to, way }: DependencyLayout['edges'][number]): string {
  const stops = [to, ...way, from];
  const bends = stops.slice(1).map((stop, at) => {
    const start = stops[at] ?? to;
    const [x1, x2] = [leftOf(start) + BOX.width, leftOf(stop)];
    const bend = Math.max(28, (x2 - x1) / 2);
    const [y1, y2] = [middleOf(start), middleOf(stop)];
    return `L ${x1} ${y1} C ${x1 + bend} ${y1}, ${x2 - bend} ${y2}, ${x2} ${y2}`;
  });
  return `M ${leftOf(to) + BOX.width} ${middleOf(to)} ${bends.join(' ')}`;
}

/** Who is served by whom, from left to right. The table and the details hold the same as text. */
export function DependencyPicture({ services }: { readonly services: readonly ServiceEntry[] }) {
  const { nodes, edges, columns, rows, alone } = dependencyLayout(services);
  if (edges.length === 0) return null;
  return (
    <Panel title="Who serves whom">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label="Picture">
        <svg
          role="img"
          aria-label={`${nodes.length} services and ${edges.length} lines between them; the details of each service say the same.`}
          className={styles.picture}
          width={columns * COLUMN - (COLUMN - BOX.width) + 2}
          height={rows * ROW}
        >
          {edges.map((edge) => (
            <path key={`${edge.from.service.id} ${edge.to.service.id}`} className={styles.line} d={pathOf(edge)} />
          ))}
          {nodes.map((node) => (
            <g key={node.service.id} className={styles.node} data-state={node.service.state}>
              <rect x={leftOf(node)} y={middleOf(node) - BOX.height / 2} rx={4} {...BOX} className={styles.box} />
              <text x={leftOf(node) + 8} y={middleOf(node) + 4} className={styles.name}>
                {shortened(node.service.component)}
              </text>
            </g>
          ))}
        </svg>
      </section>
      <p className={styles.alone}>
        A line that follows from others is left out.
        {alone.length > 0 &&
          ` Served by nobody, and serving nobody: ${alone.map(({ component }) => component).join(', ')}.`}
      </p>
    </Panel>
  );
}

const shortened = (name: string) => (name.length > CHARACTERS ? `${name.slice(0, CHARACTERS - 1)}…` : name);
