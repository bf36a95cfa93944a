import { Kbd, Text } from '@mantine/core';
import type { AgentSettings, AgentView } from '../../../src/api-types.js';
import { Panel } from '../shared/panel.js';
import { idleWords } from './idle-words.js';
import { SHORTCUT_LABELS } from './shortcuts.js';

export interface IdleCardProps {
  readonly view: AgentView;
  readonly settings: AgentSettings;
  /** Who the latest offer came from. */
  readonly lastCaller: string | undefined;
}

/** What to expect while there is no contact. */
export function IdleCard({ view, settings, lastCaller }: IdleCardProps) {
  const { title, text } = idleWords(view, lastCaller, view.by && (settings.agentNames[view.by] ?? view.by));
  const queues = settings.queues.filter(({ id }) => view.queues.includes(id)).map(({ name }) => name);
  return (
    <Panel title={title}>
      <Text size="sm">{text}</Text>
      {view.state !== 'ready' && (
        <Text size="sm" mt="xs">
          <Kbd size="xs">{SHORTCUT_LABELS.readyOrNot}</Kbd> {view.state === 'offline' ? 'starts it' : 'makes you ready'}
        </Text>
      )}
      {queues.length > 0 && (
        <Text size="xs" c="dimmed" mt="sm">
          Your queues: {queues.join(', ')}
        </Text>
      )}
    </Panel>
  );
}
