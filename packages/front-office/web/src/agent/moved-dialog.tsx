import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Screen } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { Notice } from '../shared/notice.js';

export interface MovedDialogProps {
  readonly title: string;
  readonly contact: string | undefined;
  /** Told when the dialog belongs to the agent again. */
  readonly onTaken: () => Promise<unknown>;
  readonly onChooseAnother: () => void;
}

/** In the place of a dialog with which somebody else goes on: what was last seen of it is not where it stands. */
export function MovedDialog({ title, contact, onTaken, onChooseAnother }: MovedDialogProps) {
  const takeBack = useMutation({
    mutationFn: (of: string) => api.post<Screen>(`/api/agent/contacts/${encodeURIComponent(of)}/dialog`),
    onSuccess: onTaken,
  });
  return (
    <div role="status">
      <Notice tone="info">
        <Text size="sm">
          <strong>{title}</strong> has moved: somebody else goes on with it now, such as the customer by the link.
        </Text>
        <Group gap="xs" mt="xs">
          {contact !== undefined && (
            <Button size="xs" loading={takeBack.isPending} onClick={() => takeBack.mutate(contact)}>
              Take it back
            </Button>
          )}
          <Button size="xs" variant="default" onClick={onChooseAnother}>
            Choose a script
          </Button>
        </Group>
      </Notice>
    </div>
  );
}
