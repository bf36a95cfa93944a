import { Stack, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { FormButtons } from '../shared/form-buttons.js';
import { useAutofocus } from '../shared/use-autofocus.js';
import type { ActionFormProps } from './action-form-props.js';

/** Lets no new calls to a service; the reason is for all who look, so there must be one. */
export function MaintenanceForm({ actions, onDone, onCancel }: ActionFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  useAutofocus(form);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = reason.trim();
    setMissing(text === '');
    if (text === '') form.current?.querySelector('input')?.focus();
    else actions.maintain({ reason: text }).then(onDone, () => undefined);
  };

  return (
    <form ref={form} onSubmit={submit} noValidate aria-label="Maintenance">
      <Stack gap="xs">
        <TextInput
          label="Reason"
          description="New calls wait or fail; those in flight go on. Everybody who looks sees the reason."
          required
          data-autofocus
          maxLength={500}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setMissing(false);
          }}
          error={missing ? 'Say why, for those who wonder later.' : undefined}
        />
        <FormButtons busy={actions.busy} onCancel={onCancel}>
          Start maintenance
        </FormButtons>
      </Stack>
    </form>
  );
}
