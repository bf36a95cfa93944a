import { Button, Text, VisuallyHidden } from '@mantine/core';
import type { ContactView, ObjectType } from '../../../src/api-types.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { fieldsOf } from '../objects/object-fields.js';
import { Notice } from '../shared/notice.js';
import styles from './candidates.module.css';
import { useScreenPop } from './use-screen-pop.js';

export interface CandidatesProps {
  readonly type: ObjectType;
  readonly contact: ContactView;
  readonly busy: boolean;
  readonly onPick: (customer: string) => void;
}

/** Whom the caller's number fits, when the server could not tell who it is: the agent asks and decides. */
export function Candidates({ type, contact, busy, onPick }: CandidatesProps) {
  const pop = useScreenPop(contact);
  if (!pop.data) return null;
  const { candidates } = pop.data;
  const columns = type.presentation.list?.columns.slice(0, 4) ?? type.key;
  return (
    <>
      <Notice tone="info">{adviceFor(contact.from, candidates.length)}</Notice>
      {candidates.length > 0 && (
        <ul className={styles.list} aria-label="Candidates">
          {candidates.map((entity) => (
            <li key={entity.key} className={styles.candidate}>
              <div>
                <Text size="sm" fw={600}>
                  {entity.title}
                </Text>
                <Text size="xs" c="dimmed">
                  {fieldsOf(type, entity, columns, DESKTOP_LOCALE)
                    .map(({ text }) => text)
                    .join(' · ')}
                </Text>
              </div>
              <Button size="compact-sm" disabled={busy} onClick={() => onPick(entity.key)}>
                Assign
                <VisuallyHidden>&nbsp;{entity.title}</VisuallyHidden>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function adviceFor(from: string, candidates: number): string {
  if (candidates === 0) return `Nobody is known under ${from}. Find the caller and assign them.`;
  if (candidates === 1) return `${from} fits one customer. Assign them if they are calling.`;
  return `${from} fits several. Ask who is calling and assign them.`;
}
