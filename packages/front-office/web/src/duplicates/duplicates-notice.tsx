import { Button, Text, VisuallyHidden } from '@mantine/core';
import type { Duplicates, Entity, ObjectType } from '../../../src/api-types.js';
import { Notice } from '../shared/notice.js';
import { reasonOf } from './duplicate-words.js';
import styles from './duplicates-notice.module.css';

export interface DuplicatesNoticeProps {
  readonly type: ObjectType;
  readonly duplicates: Duplicates | undefined;
  /** Absent where they cannot be merged: what is being edited would be lost. */
  readonly onCompare?: (other: Entity) => void;
}

/** Who else may be the same, and why. */
export function DuplicatesNotice({ type, duplicates, onCompare }: DuplicatesNoticeProps) {
  const candidates = duplicates?.candidates ?? [];
  return (
    <div role="status" className={styles.notice}>
      {candidates.length > 0 && (
        <Notice tone="doubt">
          <Text fw={600} size="sm">
            {candidates.length === 1
              ? 'This may be the same as another'
              : `This may be the same as ${candidates.length} others`}
          </Text>
          <ul className={styles.list} aria-label="Possible duplicates">
            {candidates.map(({ item, because }) => (
              <li key={item.key} className={styles.candidate}>
                <div>
                  {item.title} <span className={styles.key}>{item.key}</span>
                  <Text size="xs">{because.map((reason) => reasonOf(type, reason)).join(', ')}</Text>
                </div>
                {onCompare && (
                  <Button size="compact-xs" variant="default" onClick={() => onCompare(item)}>
                    Compare
                    <VisuallyHidden>&nbsp;with {item.title}</VisuallyHidden>
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {duplicates?.complete === false && <Text size="xs">There are too many alike to compare all.</Text>}
        </Notice>
      )}
    </div>
  );
}
