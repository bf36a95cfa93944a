import type { ReactNode } from 'react';
import styles from './tile.module.css';

/** One large figure with its name. */
export function Tile({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <dl className={styles.tile}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.figure}>{children}</dd>
    </dl>
  );
}
