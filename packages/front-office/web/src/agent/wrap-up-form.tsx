import { Button, Kbd, NativeSelect, Stack, Textarea } from '@mantine/core';
import { getHotkeyHandler } from '@mantine/hooks';
import { type FormEvent, useRef, useState } from 'react';
import type { ContactView, Queue } from '../../../src/api-types.js';
import { Panel } from '../shared/panel.js';
import { useAutofocus } from '../shared/use-autofocus.js';
import { dispositionOptions } from './dispositions.js';
import type { AgentActions } from './use-agent-actions.js';
import { useWrapUpEntries } from './use-wrap-up-entries.js';
import { WrapUpTime } from './wrap-up-time.js';

export interface WrapUpFormProps {
  readonly contact: ContactView;
  readonly queue: Queue | undefined;
  readonly actions: AgentActions;
}

/** What came out of the contact: what its dialog has chosen, or what the agent does; without one it cannot be closed. */
export function WrapUpForm({ contact, queue, actions }: WrapUpFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [{ disposition: picked, note }, enter] = useWrapUpEntries(contact.contact);
  const disposition = picked ?? contact.chosen ?? '';
  const [missing, setMissing] = useState(false);
  useAutofocus(form);

  const finish = () => {
    setMissing(disposition === '');
    if (disposition === '') form.current?.querySelector('select')?.focus();
    else actions.finishWrapUp(contact.contact, { disposition, note: note.trim() });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish();
  };

  return (
    <Panel title="Wrap-up">
      <form ref={form} onSubmit={submit} noValidate onKeyDown={getHotkeyHandler([['mod+Enter', finish]])}>
        <Stack gap="xs">
          <WrapUpTime contact={contact} actions={actions} />
          <NativeSelect
            label="Disposition"
            required
            data-autofocus
            data={[{ value: '', label: 'Choose…' }, ...dispositionOptions(queue?.dispositions ?? [])]}
            value={disposition}
            onChange={(event) => {
              enter({ disposition: event.currentTarget.value });
              setMissing(false);
            }}
            error={missing ? 'Choose how the contact ended.' : undefined}
          />
          <Textarea
            label="Note"
            autosize
            minRows={3}
            maxRows={8}
            maxLength={4_000}
            value={note}
            onChange={(event) => enter({ note: event.currentTarget.value })}
          />
          <Button type="submit" loading={actions.busy} aria-keyshortcuts="Control+Enter">
            Finish&ensp;<Kbd size="xs">Ctrl Enter</Kbd>
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
