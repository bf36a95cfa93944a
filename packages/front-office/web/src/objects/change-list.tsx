import { Button, Text } from '@mantine/core';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { formatMoment } from '../format/attribute-value.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { changeLines, changeWords } from './change-lines.js';
import styles from './change-list.module.css';
import { useChanges } from './use-changes.js';

export interface ChangeListProps {
  readonly type: ObjectType;
  readonly entity: Entity;
}

/** Who changed what of an object, and when; as much of it as whoever looks may see. */
export function ChangeList({ type, entity }: ChangeListProps) {
  const { data, isError, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useChanges(entity);
  if (isPending || isError)
    return (
      <Text size="sm" c="dimmed" role="status">
        {isError ? 'Not available at the moment. ' : 'Loading…'}
        {isError && (
          <Button size="compact-xs" variant="default" onClick={() => void refetch()}>
            Try again
          </Button>
        )}
      </Text>
    );
  const entries = data.pages.flatMap(({ items }) => items);
  if (entries.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No change has been kept yet.
      </Text>
    );
  return (
    <>
      <ol className={styles.list} aria-label="Changes">
        {entries.map((entry) => (
          <li key={entry.id} className={styles.entry}>
            <div className={styles.line}>
              <span>{changeWords(entry)}</span>
              <time className={styles.when} dateTime={entry.at}>
                {formatMoment(new Date(entry.at), DESKTOP_LOCALE)}
              </time>
            </div>
            <ul className={styles.changes}>
              {changeLines(type, entry, DESKTOP_LOCALE).map(({ label, from, to }) => (
                <li key={label}>
                  {label}: <del>{from}</del> <span aria-hidden>→</span> <ins>{to}</ins>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button size="compact-xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Earlier changes
        </Button>
      )}
    </>
  );
}
