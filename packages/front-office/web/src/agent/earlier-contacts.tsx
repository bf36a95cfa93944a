import { Text } from '@mantine/core';
import type { AgentSettings, ScreenPop } from '../../../src/api-types.js';
import { HistoryEntry } from './history-entry.js';
import styles from './history-list.module.css';
import { timelineOf } from './timeline.js';

const SHOWN = 3;

export interface EarlierContactsProps {
  readonly pop: ScreenPop;
  readonly settings: AgentSettings;
}

/** The latest contacts of who is about to be answered, with what was last written in them. */
export function EarlierContacts({ pop: { history, dialogs, excerpts }, settings }: EarlierContactsProps) {
  const entries = timelineOf({ contacts: history, dialogs }).filter(({ contact }) => contact !== undefined);
  if (entries.length === 0) return null;
  return (
    <>
      <Text size="sm" fw={600} mt="sm" id="earlier-contacts">
        Earlier contacts
      </Text>
      <ol className={styles.list} aria-labelledby="earlier-contacts">
        {entries.slice(0, SHOWN).map((entry) => (
          <HistoryEntry key={entry.id} entry={entry} settings={settings} excerpts={excerpts[entry.id]?.slice(-1)} />
        ))}
      </ol>
    </>
  );
}
