import { IconAlertTriangle, IconExclamationCircle, IconInfoCircle, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './notice.module.css';

const ICONS = {
  info: IconInfoCircle,
  error: IconExclamationCircle,
  doubt: IconAlertTriangle,
} satisfies Record<string, TablerIcon>;

export interface NoticeProps {
  readonly tone: keyof typeof ICONS;
  readonly children: ReactNode;
}

/** Something to be noticed, by colour and by sign. */
export function Notice({ tone, children }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={styles.notice} data-tone={tone}>
      <Icon size={18} aria-hidden className={styles.icon} />
      <div className={styles.body}>{children}</div>
    </div>
  );
}
