import { Button, Group, Modal } from '@mantine/core';
import { ApiFailure } from '../api/api-failure.js';
import { Notice } from '../shared/notice.js';
import { DiffView } from './diff-view.js';
import type { ModelDesk } from './use-model-desk.js';

export interface SaveDialogProps {
  readonly desk: ModelDesk;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onSaved: (names: readonly string[]) => void;
}

/** What is about to be written into the documents, before it is. */
export function SaveDialog({ desk, opened, onClose, onSaved }: SaveDialogProps) {
  const { drafts, stored, save } = desk;
  const close = () => {
    save.reset();
    onClose();
  };
  const names = drafts.map(({ name }) => name);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={<strong>Save {names.join(' and ')}</strong>}
      size="min(60rem, 100%)"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {drafts.map(({ name, text }) => (
        <DiffView key={name} name={name} before={stored.find((each) => each.name === name)?.text ?? ''} after={text} />
      ))}
      {save.isError && !isConflict(save.error) && <Notice tone="error">{save.error.message}</Notice>}
      <Group justify="flex-end" gap="xs" mt="sm">
        <Button size="xs" variant="default" onClick={close}>
          Cancel
        </Button>
        <Button
          size="xs"
          data-autofocus
          loading={save.isPending}
          onClick={() => save.mutate(undefined, { onSuccess: () => onSaved(names) })}
        >
          Save
        </Button>
      </Group>
    </Modal>
  );
}

const isConflict = (failure: Error) => failure instanceof ApiFailure && failure.status === 409;
