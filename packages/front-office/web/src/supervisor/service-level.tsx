import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { NO_VALUE } from '../format/attribute-value.js';
import { formatRatio } from '../format/ratio.js';
import styles from './service-level.module.css';

export interface ServiceLevelProps {
  /** Shares, 0-1. */
  readonly value: number | null;
  readonly target: number;
}

/** A service level against its target: figure, word and bar, never colour alone. */
export function ServiceLevel({ value, target }: ServiceLevelProps) {
  if (value === null) return <>{NO_VALUE} no data</>;
  const met = value >= target;
  const Icon = met ? IconCheck : IconAlertTriangle;
  return (
    <span className={styles.level} data-met={met}>
      <span className={styles.figure}>{formatRatio(value)}</span>
      <svg className={styles.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="10" className={styles.ground} />
        <rect width={value * 100} height="10" className={styles.value} />
        <rect x={target * 100 - 0.75} width="1.5" height="10" className={styles.target} />
      </svg>
      <Icon size={15} aria-hidden />
      {met ? 'met' : 'below'}
    </span>
  );
}
