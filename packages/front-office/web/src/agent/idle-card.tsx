import { Kbd, Text } from '@mantine/core';
import type { AgentSettings, AgentView } from '../../../src/api-types.js';
import { Panel } from '../shared/panel.js';
import { SHORTCUT_LABELS } from './shortcuts.js';

const WORDS: Partial<Record<AgentView['state'], { readonly title: string; readonly text: string }>> = {
  offline: { title: 'Your shift has not begun', text: 'Start it to take contacts. You begin as not ready.' },
  ready: { title: 'Waiting for the next contact', text: 'It will appear here. You can look up customers meanwhile.' },
  'not-ready': { title: 'No contacts while you are not ready', text: 'Switch to ready when you want to go on.' },
};

/** What to expect while there is no contact. */
export function IdleCard({ view, settings }: { readonly view: AgentView; readonly settings: AgentSettings }) {
  const { title, text } = WORDS[view.state] ?? { title: 'One moment', text: 'The contact is being connected.' };
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
