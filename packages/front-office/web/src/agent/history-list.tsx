import { Text } from '@mantine/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { AgentSettings, CustomerHistory } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { HistoryEntry } from './history-entry.js';
import styles from './history-list.module.css';
import { timelineOf } from './timeline.js';

export interface HistoryListProps {
  readonly customerKey: string | undefined;
  readonly currentContact: string | undefined;
  readonly settings: AgentSettings;
}

/** Earlier contacts and dialogs of a customer, newest first. */
export function HistoryList({ customerKey, currentContact, settings }: HistoryListProps) {
  const history = useQuery({
    queryKey: ['history', customerKey, currentContact],
    queryFn:
      customerKey === undefined
        ? skipToken
        : () => api.get<CustomerHistory>(`/api/history/${encodeURIComponent(customerKey)}`),
    staleTime: 0,
  });
  if (customerKey === undefined)
    return (
      <Text size="sm" c="dimmed">
        The history appears as soon as it is known who the customer is.
      </Text>
    );
  if (!history.data)
    return (
      <Text size="sm" c="dimmed">
        Loading…
      </Text>
    );
  const entries = timelineOf(history.data).filter(({ id }) => id !== currentContact);
  if (entries.length === 0) return <Text size="sm">No earlier contacts.</Text>;
  return (
    <ol className={styles.list}>
      {entries.map((entry) => (
        <HistoryEntry key={entry.id} entry={entry} settings={settings} excerpts={history.data.excerpts[entry.id]} />
      ))}
    </ol>
  );
}
