import { Button, CopyButton, Group, Modal, Text, TextInput } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { DialogLink } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { DESKTOP_LOCALE } from '../format/locale.js';

/** A link by which the customer goes on with the dialog on the web. It is made when it is asked for, since it replaces one before. */
export function HandOverLink({ dialog }: { readonly dialog: string }) {
  const link = useMutation({
    mutationFn: () => api.post<DialogLink>(`/api/dialogs/${encodeURIComponent(dialog)}/link`),
  });
  const address = link.data && new URL(link.data.path, window.location.origin).href;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconLink size={14} aria-hidden />}
        loading={link.isPending}
        onClick={() => link.mutate()}
      >
        Link for the customer
      </Button>
      <Modal
        opened={address !== undefined}
        onClose={link.reset}
        title={<strong>Link for the customer</strong>}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Text size="sm">
          Whoever opens it goes on with this dialog, with all answers so far. It works once, until{' '}
          {link.data && new Date(link.data.expiresAt).toLocaleTimeString(DESKTOP_LOCALE, { timeStyle: 'short' })}.
          Another link takes its place.
        </Text>
        <TextInput
          mt="sm"
          label="Address"
          value={address ?? ''}
          readOnly
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group mt="sm" justify="flex-end">
          <CopyButton value={address ?? ''}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
          </CopyButton>
        </Group>
      </Modal>
    </>
  );
}
