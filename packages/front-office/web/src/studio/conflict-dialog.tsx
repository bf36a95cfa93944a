import { Button, Group, Modal, Text } from '@mantine/core';
import { DiffView } from './diff-view.js';
import type { ModelDesk } from './use-model-desk.js';

/** Somebody else has saved a document meanwhile: what he wrote, and which of both is to stay. */
export function ConflictDialog({ desk }: { readonly desk: ModelDesk }) {
  const { conflict, texts, settle } = desk;
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
        Nothing was saved. This is how your text differs from what is there now. With yours the other changes are lost;
        with theirs yours can be undone back.
      </Text>
      {conflict && <DiffView name={document} before={conflict.current.text} after={texts[document] ?? ''} />}
      <Group justify="flex-end" gap="xs" mt="sm">
        <Button size="xs" variant="default" data-autofocus onClick={() => settle('theirs')}>
          Take theirs
        </Button>
        <Button size="xs" variant="default" onClick={() => settle('mine')}>
          Keep mine, and look again before saving
        </Button>
      </Group>
    </Modal>
  );
}
