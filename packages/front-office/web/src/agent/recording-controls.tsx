import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerRecord, IconPlayerStop } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
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

/** Whether a call is recorded; begins that when the customer has agreed, pauses it while card data are spoken, and ends it. */
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
      <Text size="sm" mt="sm" fw={recording && !recording.paused ? 700 : undefined} role="status">
        {recordingLabel(recording)}
      </Text>
      {leads && (
        <Group gap="xs" mt="xs" grow>
          {!recording && (
            <RecordingButton
              icon={<IconPlayerRecord size={15} aria-hidden />}
              label={asksNobody ? 'Record' : 'Record…'}
              busy={actions.busy}
              onClick={record}
            />
          )}
          {recording && canResume && (
            <RecordingButton
              icon={<IconPlayerRecord size={15} aria-hidden />}
              label={isPrivate ? 'Resume…' : 'Resume'}
              name="Resume recording"
              busy={actions.busy}
              onClick={resume}
            />
          )}
          {recording && !canResume && (
            <RecordingButton
              icon={<IconPlayerPause size={15} aria-hidden />}
              label="Pause"
              name="Pause recording"
              busy={actions.busy}
              onClick={() => actions.pauseRecording(id)}
            />
          )}
          {recording && (
            <RecordingButton
              icon={<IconPlayerStop size={15} aria-hidden />}
              label="Stop"
              name="Stop recording"
              busy={actions.busy}
              onClick={() => actions.stopRecording(id)}
            />
          )}
        </Group>
      )}
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

interface RecordingButtonProps {
  readonly icon: ReactNode;
  readonly label: string;
  /** What it is called where its place does not say what it is about; the label if left out. */
  readonly name?: string;
  readonly busy: boolean;
  readonly onClick: () => void;
}

function RecordingButton({ icon, label, name = label, busy, onClick }: RecordingButtonProps) {
  return (
    <Button size="xs" variant="default" leftSection={icon} disabled={busy} onClick={onClick} aria-label={name}>
      {label}
    </Button>
  );
}
