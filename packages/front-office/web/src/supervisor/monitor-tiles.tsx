import type { Monitor } from '../../../src/api-types.js';
import { NO_VALUE } from '../format/attribute-value.js';
import { AgentStateBadge } from '../shared/agent-state-badge.js';
import { Elapsed } from '../shared/elapsed.js';
import { figuresOf } from './monitor-figures.js';
import styles from './monitor-tiles.module.css';
import { Tile } from './tile.js';

const STATES = ['ready', 'reserved', 'busy', 'wrap-up', 'not-ready'] as const;

/** The few figures to be seen from across the room. */
export function MonitorTiles({ monitor }: { readonly monitor: Monitor }) {
  const figures = figuresOf(monitor);
  return (
    <section aria-label="Overview" className={styles.tiles}>
      <Tile label="Waiting">{figures.waiting}</Tile>
      <Tile label="Longest wait">
        {figures.longestSince === null ? NO_VALUE : <Elapsed since={figures.longestSince} />}
      </Tile>
      <Tile label="Agents logged in">
        {monitor.agents.length}
        <span className={styles.states}>
          {STATES.map((state) => (
            <AgentStateBadge key={state} state={state}>
              <strong>{figures.agents[state]}</strong>
            </AgentStateBadge>
          ))}
        </span>
      </Tile>
      <Tile label="Queues on target today">
        {figures.measured === 0 ? (
          NO_VALUE
        ) : (
          <>
            {figures.onTarget} <small>of {figures.measured} with contacts</small>
          </>
        )}
      </Tile>
    </section>
  );
}
