import { Button, Group, Text } from '@mantine/core';
import { IconArrowRight, IconPlayerPause, IconPlayerPlay, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import type { AgentSettings, ContactView } from '../../../src/api-types.js';
import { TransferDialog } from './transfer-dialog.js';
import type { AgentActions } from './use-agent-actions.js';

export interface TalkControlsProps {
  readonly contact: ContactView;
  readonly actions: AgentActions;
  readonly agentNames: AgentSettings['agentNames'];
}

/** What can be done with a conversation besides talking; who is consulted can do nothing but leave. */
export function TalkControls({ contact, actions, agentNames }: TalkControlsProps) {
  const { contact: id, consultation, heldSince, channel } = contact;
  const [giving, setGiving] = useState(false);
  if (consultation) return <ConsultationControls contact={contact} actions={actions} agentNames={agentNames} />;
  const held = heldSince !== undefined;
  return (
    <>
      <Group gap="xs" mt="sm" grow>
        {channel !== 'mail' && (
          <Button
            size="xs"
            variant="default"
            leftSection={held ? <IconPlayerPlay size={15} aria-hidden /> : <IconPlayerPause size={15} aria-hidden />}
            disabled={actions.busy}
            onClick={() => (held ? actions.retrieve(id) : actions.hold(id))}
          >
            {held ? 'Take back' : 'Hold'}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowRight size={15} aria-hidden />}
          disabled={actions.busy}
          onClick={() => setGiving(true)}
        >
          Transfer…
        </Button>
      </Group>
      {giving && <TransferDialog contact={contact} actions={actions} onClose={() => setGiving(false)} />}
    </>
  );
}

function ConsultationControls({ contact: { contact, consultation }, actions, agentNames }: TalkControlsProps) {
  if (!consultation) return null;
  const { with: party, answered } = consultation;
  const asked = 'agent' in party ? (agentNames[party.agent] ?? party.agent) : party.number;
  return (
    <>
      <Text size="sm" mt="sm" role="status">
        {answered ? `You are talking with ${asked}. The customer is on hold.` : `${asked} is being called.`}
      </Text>
      <Group gap="xs" mt="xs">
        {answered && (
          <>
            <Button
              size="xs"
              leftSection={<IconArrowRight size={15} aria-hidden />}
              disabled={actions.busy}
              onClick={() => actions.completeTransfer(contact)}
            >
              Transfer to {asked}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconUsersGroup size={15} aria-hidden />}
              disabled={actions.busy}
              onClick={() => actions.joinConference(contact)}
            >
              All together
            </Button>
          </>
        )}
        <Button size="xs" variant="default" disabled={actions.busy} onClick={() => actions.cancelConsultation(contact)}>
          Back to the customer
        </Button>
      </Group>
    </>
  );
}
