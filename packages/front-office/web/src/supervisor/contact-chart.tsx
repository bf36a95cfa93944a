import type { Report } from '../../../src/api-types.js';
import { Panel } from '../shared/panel.js';
import { chartGroups, SERIES, type Series, scaleTop } from './chart-bars.js';
import styles from './contact-chart.module.css';

const HEIGHT = 120;
const LEFT = 40;
const BOTTOM = 22;
const LABELS: Record<Series, string> = { offered: 'Offered', answered: 'Answered', abandoned: 'Abandoned' };

/** Offered, answered and abandoned side by side. The table beside it holds the same figures as text. */
export function ContactChart({ report }: { readonly report: Report }) {
  const groups = chartGroups(report);
  if (groups.length === 0) return null;
  const top = scaleTop(groups);
  // Few rows get broad bars; many stay narrow and scroll.
  const barWidth = groups.length > 12 ? 10 : 22;
  const groupWidth = barWidth * SERIES.length + (groups.length > 12 ? 20 : 48);
  const width = LEFT + groups.length * groupWidth;
  const y = (count: number) => 12 + HEIGHT - (count / top) * HEIGHT;
  return (
    <Panel title="Offered, answered, abandoned">
      <div className={styles.legend} aria-hidden="true">
        {SERIES.map((series) => (
          <span key={series} className={styles.key}>
            <svg width="12" height="12" aria-hidden="true">
              <rect width="12" height="12" className={styles.bar} data-series={series} />
            </svg>
            {LABELS[series]}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label="Chart">
        <svg
          role="img"
          aria-label={`Bars of offered, answered and abandoned contacts for ${groups.length} rows; figures in the table above.`}
          width={width}
          height={12 + HEIGHT + BOTTOM}
          className={styles.chart}
        >
          {[0, top / 2, top].map((count) => (
            <g key={count}>
              <line x1={LEFT} x2={width} y1={y(count)} y2={y(count)} className={styles.grid} />
              <text x={LEFT - 6} y={y(count) + 4} textAnchor="end" className={styles.tick}>
                {count}
              </text>
            </g>
          ))}
          {groups.map(({ label, counts }, index) => (
            <g
              key={label}
              transform={`translate(${LEFT + index * groupWidth + (groupWidth - barWidth * SERIES.length) / 2} 0)`}
            >
              {SERIES.map((series, bar) => (
                <rect
                  key={series}
                  className={styles.bar}
                  data-series={series}
                  x={bar * barWidth}
                  width={barWidth - 2}
                  y={y(counts[series])}
                  height={(counts[series] / top) * HEIGHT}
                >
                  <title>{`${label}: ${LABELS[series]} ${counts[series]}`}</title>
                </rect>
              ))}
              <text x={(barWidth * SERIES.length) / 2} y={12 + HEIGHT + 16} textAnchor="middle" className={styles.tick}>
                {shortened(label, groupWidth / 7)}
              </text>
            </g>
          ))}
        </svg>
      </section>
    </Panel>
  );
}

const shortened = (label: string, fits: number) => (label.length > fits ? `${label.slice(0, fits - 1)}…` : label);
