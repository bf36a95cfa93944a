import { type KeyboardEvent, memo } from 'react';
import type { ScriptProblem, StepStatistics, StudioNode } from '../../../src/api-types.js';
import styles from './script-graph.module.css';
import { stepSaid } from './statistics-words.js';

export interface ElementListProps {
  readonly nodes: readonly StudioNode[];
  readonly wrong: ReadonlyMap<string, ScriptProblem['severity']>;
  readonly statistics: ReadonlyMap<string, StepStatistics>;
  /** The key of the node that is chosen. */
  readonly chosen: string | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const idOf = (key: string) => `script-element-${key}`;

/** The picture for the keyboard and for who hears it: all elements in their order, each with the ways out of it. */
export const ElementList = memo(function ElementList({
  nodes,
  wrong,
  statistics,
  chosen,
  onKeyDown,
}: ElementListProps) {
  return (
    <div
      className={styles.elements}
      role="listbox"
      tabIndex={0}
      aria-label="Elements of the script"
      aria-describedby="graph-keys"
      {...(chosen === undefined ? {} : { 'aria-activedescendant': idOf(chosen) })}
      onKeyDown={onKeyDown}
    >
      {nodes.map(({ key, said }) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names the chosen element as its active one
        <div key={key} id={idOf(key)} role="option" aria-selected={key === chosen}>
          {said}
          <Happened step={statistics.get(key)} />
          {wrong.has(key) && `. Has ${wrong.get(key) === 'error' ? 'errors' : 'warnings'}`}
        </div>
      ))}
    </div>
  );
});

function Happened({ step }: { readonly step: StepStatistics | undefined }) {
  return step && `. ${stepSaid(step)}`;
}
