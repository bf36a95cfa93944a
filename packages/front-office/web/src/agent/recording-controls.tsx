import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerRecord } from '@tabler/icons-react';
import { useState } from 'react';
import type { ContactView, Queue } from '../../../src/api-types.js';
import { RecordingQuestion } from './recording-question.js';
import { recordingLabel } from './recording-words.js';
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
  const [asking, setAsking] = useState<'consent' | 'private'>();
  const asksNobody = queue?.recording !== undefined;
  const isPrivate = recording?.because?.includes('private-question') === true;
  const canResume = isPrivate || recording?.because?.includes('by-hand') === true;
  const record = () => (asksNobody ? actions.record(id, undefined) : setAsking('consent'));
  const resume = () => (isPrivate ? setAsking('private') : actions.resumeRecording(id));
  return (
    <>
      <Group gap="xs" mt="sm" justify="space-between">
        <Text size="sm" fw={recording && !recording.paused ? 700 : undefined} role="status">
          {recordingLabel(recording)}
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
              canResume ? <IconPlayerRecord size={15} aria-hidden /> : <IconPlayerPause size={15} aria-hidden />
            }
            disabled={actions.busy}
            onClick={canResume ? resume : () => actions.pauseRecording(id)}
          >
            {canResume ? `Resume recording${isPrivate ? '…' : ''}` : 'Pause recording'}
          </Button>
        )}
      </Group>
      <RecordingQuestion
        opened={asking === 'consent'}
        title="Record the conversation"
        text="Ask the customer first. That he has agreed is stored with the recording."
        yes="The customer has agreed"
        busy={actions.busy}
        onYes={() => actions.record(id, 'customer')}
        onClose={() => setAsking(undefined)}
      />
      <RecordingQuestion
        opened={asking === 'private'}
        title="Resume recording"
        text="The script asks a private question. What the customer says now would be in the recording."
        yes="Record all the same"
        busy={actions.busy}
        onYes={() => actions.resumeRecording(id)}
        onClose={() => setAsking(undefined)}
      />
    </>
  );
}
