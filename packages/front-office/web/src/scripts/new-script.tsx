import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OpenedScript } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { FormButtons } from '../shared/form-buttons.js';
import { Notice } from '../shared/notice.js';

export interface NewScriptProps {
  /** Told of the file of the script, when there is one more. */
  readonly onCreated: (name: string) => void;
  readonly disabled?: boolean;
}

/** The one thing that has to be said of a new script: what it is called by others. All else is changed in its draft. */
const ID = /^[A-Za-z_][\w.-]{0,99}$/;

/** A button, and a form behind it, that begin the draft of a new script. */
export function NewScript({ onCreated, disabled = false }: NewScriptProps) {
  const [isOpen, setOpen] = useState(false);
  const [id, setId] = useState('');
  const create = useMutation({
    mutationFn: () => api.post<OpenedScript>('/api/studio/scripts', { id }),
    meta: { quiet: true },
    onSuccess: ({ name }) => {
      close();
      onCreated(name);
    },
  });
  const close = () => {
    create.reset();
    setId('');
    setOpen(false);
  };
  const isWrong = id !== '' && !ID.test(id);
  return (
    <>
      <Button size="xs" variant="default" disabled={disabled} onClick={() => setOpen(true)}>
        New script…
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={<strong>New script</strong>}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ID.test(id)) create.mutate();
          }}
        >
          <TextInput
            label="Id"
            description="Other scripts, reports and queues name it so; it stays when the title changes."
            placeholder="move-house"
            value={id}
            error={isWrong && 'Begin with a letter; letters, digits, points, dashes and underscores may follow.'}
            data-autofocus
            onChange={(event) => setId(event.currentTarget.value)}
          />
          {create.isError && <Notice tone="error">{create.error.message}</Notice>}
          <FormButtons busy={create.isPending} disabled={!ID.test(id)} onCancel={close}>
            Create draft
          </FormButtons>
        </form>
      </Modal>
    </>
  );
}
