import { Button, Group, Modal, Text } from '@mantine/core';

export interface RecordingQuestionProps {
  readonly opened: boolean;
  readonly title: string;
  readonly text: string;
  /** What the agent says yes by. */
  readonly yes: string;
  readonly busy: boolean;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

/** What an agent must say before something is recorded. */
export function RecordingQuestion({ opened, title, text, yes, busy, onYes, onClose }: RecordingQuestionProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{title}</strong>}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="sm">{text}</Text>
      <Group gap="xs" mt="sm">
        <Button
          size="xs"
          disabled={busy}
          onClick={() => {
            onClose();
            onYes();
          }}
        >
          {yes}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </Modal>
  );
}
