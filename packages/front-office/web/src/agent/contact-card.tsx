import { Button, Kbd, Text } from '@mantine/core';
import { IconPhoneOff, IconX } from '@tabler/icons-react';
import type { AgentSettings, ContactView, Queue } from '../../../src/api-types.js';
import { formatDuration } from '../format/duration.js';
import { Elapsed } from '../shared/elapsed.js';
import { Facts } from '../shared/facts.js';
import { Panel } from '../shared/panel.js';
import { TONES } from '../shared/tones.js';
import { channelLabel, endLabel, isWritten, standLabel } from './contact-words.js';
import { RecordingControls } from './recording-controls.js';
import { ReplyDue } from './reply-due.js';
import { SHORTCUT_LABELS, SHORTCUTS } from './shortcuts.js';
import { TalkControls } from './talk-controls.js';
import type { AgentActions } from './use-agent-actions.js';
import { useShortcut } from './use-shortcut.js';
import { Voicemail } from './voicemail.js';

export interface ContactCardProps {
  readonly contact: ContactView;
  readonly queue: Queue | undefined;
  readonly actions: AgentActions;
  /** Whose desktop it is. */
  readonly agent: string;
  readonly agentNames: AgentSettings['agentNames'];
}

/** The contact the agent talks to, or has just talked to. */
export function ContactCard({ contact, queue, actions, agent, agentNames }: ContactCardProps) {
  const talking = contact.state === 'connected';
  const leads = talking && contact.agent === agent;
  const hangUp = () => actions.hangUp(contact.contact);
  useShortcut(SHORTCUTS.hangUp, talking ? hangUp : undefined);
  return (
    <Panel title={talking ? standLabel(contact) : 'Conversation over'}>
      <Text fw={700} size="lg" lh={1.3}>
        {contact.from}
      </Text>
      <Facts
        facts={[
          ['Talk time', <TalkTime key="talk" contact={contact} />],
          ['Queue', queue?.name ?? contact.queue ?? '–'],
          ['Channel', channelLabel(contact)],
          [addressLabel(contact), contact.to],
          ...campaignFacts(contact),
          ...(contact.reply ? [['Answer due', <ReplyDue key="due" reply={contact.reply} />] as const] : []),
        ]}
      />
      {talking && contact.awaySince !== undefined && (
        <Text mt="xs" size="sm" role="status">
          The visitor is away: <Elapsed since={contact.awaySince} />
        </Text>
      )}
      {contact.voicemail && <Voicemail contact={contact.contact} seconds={contact.voicemail.seconds} />}
      {talking && contact.channel === 'voice' && (
        <RecordingControls key={contact.contact} contact={contact} queue={queue} leads={leads} actions={actions} />
      )}
      {leads && <TalkControls contact={contact} actions={actions} agentNames={agentNames} />}
      {talking && (
        <Button
          mt="sm"
          fullWidth
          color={TONES.stop}
          variant="outline"
          leftSection={
            contact.channel === 'voice' ? <IconPhoneOff size={16} aria-hidden /> : <IconX size={16} aria-hidden />
          }
          disabled={actions.busy}
          onClick={hangUp}
          aria-keyshortcuts={SHORTCUTS.hangUp}
        >
          {endLabel(contact)}&ensp;<Kbd size="xs">{SHORTCUT_LABELS.hangUp}</Kbd>
        </Button>
      )}
    </Panel>
  );
}

function TalkTime({ contact }: { readonly contact: ContactView }) {
  const { connectedAt, endedAt } = contact;
  if (connectedAt === undefined) return '–';
  return endedAt === undefined ? <Elapsed since={connectedAt} /> : formatDuration((endedAt - connectedAt) / 1_000);
}

/** Who was called by a campaign does not know why; the agent has to. */
function campaignFacts({ campaign }: ContactView): readonly (readonly [string, string])[] {
  if (!campaign) return [];
  const goal = campaign.goal === undefined ? [] : [['Goal', campaign.goal] as const];
  return [['Campaign', campaign.name], ...goal, ['Record', campaign.record]];
}

/** What our number or address is in a contact. */
function addressLabel(contact: ContactView): string {
  const { channel, direction } = contact;
  if (channel === 'web' || isWritten(contact)) return 'Written to';
  return direction === 'out' ? 'Number shown' : 'Dialled';
}
