import { Button, Group, Modal, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerRecord } from '@tabler/icons-react';
import { useState } from 'react';
import type { ContactView, Queue } from '../../../src/api-types.js';
import type { AgentActions } from './use-agent-actions.js';

export interface RecordingControlsProps {
  readonly contact: ContactView;
  readonly queue: Queue | undefined;
  /** Whether it is the agent's conversation; who only takes part sees whether it is recorded. */
  readonly leads: boolean;
  readonly actions: AgentActions;
}

/** Whether a call is recorded; begins that when the customer has agreed, and pauses it while card data are spoken. */
export function RecordingControls({ contact, queue, leads, actions }: RecordingControlsProps) {
  const { contact: id, recording } = contact;
  const [asking, setAsking] = useState(false);
  const asksNobody = queue?.recording !== undefined;
  const record = () => (asksNobody ? actions.record(id, undefined) : setAsking(true));
  return (
    <>
      <Group gap="xs" mt="sm" justify="space-between">
        <Text size="sm" fw={recording && !recording.paused ? 700 : undefined} role="status">
          {stateOf(recording)}
        </Text>
        {leads && !recording && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerRecord size={15} aria-hidden />}
            disabled={actions.busy}
            onClick={record}
          >
            {asksNobody ? 'Record' : 'Record…'}
          </Button>
        )}
        {leads && recording && (
          <Button
            size="xs"
            variant="default"
            leftSection={
              recording.paused ? <IconPlayerRecord size={15} aria-hidden /> : <IconPlayerPause size={15} aria-hidden />
            }
            disabled={actions.busy}
            onClick={() => (recording.paused ? actions.resumeRecording(id) : actions.pauseRecording(id))}
          >
            {recording.paused ? 'Resume recording' : 'Pause recording'}
          </Button>
        )}
      </Group>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={<strong>Record the conversation</strong>}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Text size="sm">Ask the customer first. That he has agreed is stored with the recording.</Text>
        <Group gap="xs" mt="sm">
          <Button
            size="xs"
            disabled={actions.busy}
            onClick={() => {
              setAsking(false);
              actions.record(id, 'customer');
            }}
          >
            The customer has agreed
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsking(false)}>
            Cancel
          </Button>
        </Group>
      </Modal>
    </>
  );
}

function stateOf(recording: ContactView['recording']): string {
  if (!recording) return 'Not recorded';
  return recording.paused ? 'Recording paused' : 'Recording';
}
