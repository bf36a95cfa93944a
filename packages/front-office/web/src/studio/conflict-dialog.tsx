import { Button, Group, Modal, Text } from '@mantine/core';
import { DiffView } from './diff-view.js';
import type { ModelDesk } from './use-model-desk.js';

export interface ConflictDialogProps {
  readonly desk: Pick<ModelDesk, 'conflict' | 'texts' | 'settle'>;
  readonly onSettled: (take: 'theirs' | 'mine') => void;
}

/** Somebody else has saved a document meanwhile: what he wrote, and which of both is to stay. */
export function ConflictDialog({ desk, onSettled }: ConflictDialogProps) {
  const { conflict, texts } = desk;
  const settle = (take: 'theirs' | 'mine') => {
    desk.settle(take);
    onSettled(take);
  };
  const document = conflict?.document ?? '';
  return (
    <Modal
      opened={conflict !== undefined}
      onClose={() => settle('mine')}
      title={<strong>{document} was changed by somebody else</strong>}
      size="min(60rem, 100%)"
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Text size="sm" mb="xs">
        Nothing was saved. This is how your text differs from what is there now. If you keep yours, what is marked as
        removed is lost when you save. If you take theirs, Undo brings yours back.
      </Text>
      {conflict && <DiffView name={document} before={conflict.current.text} after={texts[document] ?? ''} />}
      <Group justify="flex-end" gap="xs" mt="sm">
        <Button size="xs" variant="default" data-autofocus onClick={() => settle('theirs')}>
          Take theirs
        </Button>
        <Button size="xs" variant="default" onClick={() => settle('mine')}>
          Keep mine
        </Button>
      </Group>
    </Modal>
  );
}
