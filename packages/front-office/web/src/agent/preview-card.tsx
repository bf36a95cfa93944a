import { Button, Group, Text } from '@mantine/core';
import type { AgentView } from '../../../src/api-types.js';
import { Facts } from '../shared/facts.js';
import { Panel } from '../shared/panel.js';
import { TONES } from '../shared/tones.js';
import type { AgentActions } from './use-agent-actions.js';

export interface PreviewCardProps {
  readonly preview: NonNullable<AgentView['preview']>;
  readonly actions: AgentActions;
}

/** A record of a campaign that the agent may have called, or does not want now. */
export function PreviewCard({ preview, actions }: PreviewCardProps) {
  const { attempt, name, goal, record, number, dialled } = preview;
  return (
    <Panel tone="urgent" title={dialled ? 'Calling' : 'To call'}>
      <Text fw={700} size="lg" lh={1.3}>
        {number}
      </Text>
      <Facts facts={[['Campaign', name], ...(goal ? [['Goal', goal] as const] : []), ['Record', record]]} />
      {dialled ? (
        <Text size="sm" mt="sm" role="status">
          It rings. Whoever answers is connected to you at once.
        </Text>
      ) : (
        <Group gap="xs" mt="sm" grow>
          <Button color={TONES.go} disabled={actions.busy} onClick={() => actions.dialPreview(attempt)}>
            Call
          </Button>
          <Button variant="default" disabled={actions.busy} onClick={() => actions.skipPreview(attempt)}>
            Later
          </Button>
        </Group>
      )}
    </Panel>
  );
}
