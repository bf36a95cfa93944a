import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AgentSettings, ContactView, Screen, StartDialogRequest } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { dialogKey } from '../dialog/use-dialog.js';
import { AgentDialog } from './agent-dialog.js';
import { ScriptChooser } from './script-chooser.js';

export interface ScriptPanelProps {
  readonly contact: ContactView | undefined;
  readonly customerKey: string | undefined;
  readonly settings: AgentSettings;
}

/** The dialog of the contact; before it, and after it, the choice of a script. */
export function ScriptPanel({ contact, customerKey, settings }: ScriptPanelProps) {
  const queries = useQueryClient();
  const [started, setStarted] = useState<string>();
  const [finished, setFinished] = useState<string>();
  const start = useMutation({
    mutationFn: (request: StartDialogRequest) => api.post<Screen>('/api/dialogs', request),
    onSuccess: (screen) => {
      queries.setQueryData(dialogKey('/api/dialogs', screen.dialog), screen);
      setStarted(screen.dialog);
    },
  });

  const dialog = started ?? contact?.dialog;
  if (dialog !== undefined && dialog !== finished)
    return (
      <AgentDialog
        key={dialog}
        dialog={dialog}
        contact={contact?.contact}
        onChooseAnother={() => setFinished(dialog)}
      />
    );
  if (!contact && customerKey === undefined)
    return (
      <Text size="sm" c="dimmed">
        The script appears here as soon as there is a contact. To lead a dialog without one, look up the customer first.
      </Text>
    );
  return (
    <ScriptChooser
      preferred={settings.queues.find(({ id }) => id === contact?.queue)?.script}
      busy={start.isPending}
      autoFocus={contact !== undefined}
      onStart={(script, language) =>
        start.mutate({
          script,
          ...(language === undefined ? {} : { language }),
          ...(contact ? { contact: contact.contact } : {}),
          ...(customerKey === undefined ? {} : { customer: customerKey }),
        })
      }
    />
  );
}
