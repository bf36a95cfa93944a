import { memo } from 'react';
import type { StudioPicture } from '../../../src/api-types.js';
import styles from './script-graph.module.css';

/** The ways and frames of a picture, below its nodes. */
export const GraphLines = memo(function GraphLines({ picture }: { readonly picture: StudioPicture }) {
  const { frames, edges, width, height } = picture;
  return (
    <svg className={styles.lines} width={width} height={height} aria-hidden="true">
      <title>Ways</title>
      <defs>
        <marker id="way" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">
          <path className={styles.arrow} d="M0 0L10 5L0 10z" />
        </marker>
      </defs>
      {frames.map(({ key, ...box }) => (
        <rect key={key} className={styles.frame} rx={8} {...box} />
      ))}
      {edges.map(({ key, kind, line }) => (
        <path key={key} className={styles.way} data-kind={kind} d={line} markerEnd="url(#way)" />
      ))}
    </svg>
  );
});
