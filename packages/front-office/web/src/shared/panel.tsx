import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

export interface PanelProps {
  readonly title: ReactNode;
  /** Beside the title, at the right. */
  readonly actions?: ReactNode;
  readonly tone?: 'plain' | 'urgent';
  /** Takes the height that is left and scrolls inside. */
  readonly grow?: boolean;
  readonly children: ReactNode;
}

/** A titled part of a desktop: a region of its own for those who move by landmarks. */
export function Panel({ title, actions, tone = 'plain', grow = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id} data-tone={tone} data-grow={grow}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {actions}
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
