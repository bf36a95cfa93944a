import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { ScriptProblem, StepStatistics, StudioNode } from '../../../src/api-types.js';
import styles from './script-graph.module.css';
import { leftLevel, stepInShort } from './statistics-words.js';

export interface GraphNodeData extends Record<string, unknown> {
  readonly node: StudioNode;
  readonly chosen: boolean;
  /** The worst that is wrong in its element. */
  readonly wrong: ScriptProblem['severity'] | undefined;
  /** What happened at it, while the statistics are looked at. */
  readonly step: StepStatistics | undefined;
}

/** An element of the script: what it is, what it says, and the ways out of it. Who hears the page has the list of elements instead. */
export const GraphNode = memo(function GraphNode({ data }: NodeProps<Node<GraphNodeData>>) {
  const { node, chosen, wrong, step } = data;
  const { key, kind, heading, detail, condition, text, ways } = node;
  return (
    <div
      className={styles.node}
      data-node={key}
      data-kind={kind}
      data-chosen={chosen}
      data-wrong={wrong}
      data-left={step && leftLevel(step)}
      style={{ width: node.width, height: node.height }}
    >
      <div className={styles.head}>
        <span className={styles.title}>{heading}</span>
        <span className={styles.detail}>{step ? stepInShort(step) : detail}</span>
      </div>
      {condition !== undefined && <div className={styles.condition}>{condition}</div>}
      {text !== undefined && <div className={styles.line}>{text}</div>}
      {ways.map(({ label, to }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: ways have no names of their own, and are drawn anew together
        <div key={at} className={styles.wayLine}>
          <span className={styles.label}>{label}</span>
          <span className={styles.to}>→ {to}</span>
        </div>
      ))}
    </div>
  );
});
