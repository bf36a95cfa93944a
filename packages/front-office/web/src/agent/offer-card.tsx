import { Button, Group, Kbd, Text } from '@mantine/core';
import type { AgentSettings, AgentView, Queue } from '../../../src/api-types.js';
import { ContactIcon } from '../shared/contact-icon.js';
import { Elapsed } from '../shared/elapsed.js';
import { Facts } from '../shared/facts.js';
import { Panel } from '../shared/panel.js';
import { TONES } from '../shared/tones.js';
import { channelLabel } from './contact-words.js';
import { Countdown } from './countdown.js';
import { EarlierContacts } from './earlier-contacts.js';
import { ReplyDue } from './reply-due.js';
import { SHORTCUT_LABELS, SHORTCUTS } from './shortcuts.js';
import type { AgentActions } from './use-agent-actions.js';
import { callerOf, useScreenPop } from './use-screen-pop.js';
import { useShortcut } from './use-shortcut.js';

export interface OfferCardProps {
  readonly offer: NonNullable<AgentView['offer']>;
  readonly queue: Queue | undefined;
  readonly settings: AgentSettings;
  readonly actions: AgentActions;
}

/** A contact that is offered to this agent, until the deadline. */
export function OfferCard({ offer, queue, settings, actions }: OfferCardProps) {
  const { contact, reservation, deadline } = offer;
  const accept = () => actions.accept(reservation);
  const reject = () => actions.reject(reservation);
  useShortcut(SHORTCUTS.accept, accept);
  useShortcut(SHORTCUTS.reject, reject);
  const { data: pop } = useScreenPop(contact);
  const caller = callerOf(pop);
  return (
    <Panel
      tone="urgent"
      title={
        <Group gap={6}>
          <ContactIcon channel={contact.channel} size={18} /> New contact
        </Group>
      }
      actions={<Countdown deadline={deadline} />}
    >
      <Text fw={700} size="lg" lh={1.3}>
        {caller ?? contact.from}
      </Text>
      <Facts
        facts={[
          ...(caller ? [['From', contact.from] as const] : []),
          ['Channel', channelLabel(contact)],
          ['Queue', queue?.name ?? contact.queue ?? '–'],
          ['Waiting', <Elapsed key="waiting" since={contact.arrivedAt} />],
          ...(contact.reply ? [['Answer due', <ReplyDue key="due" reply={contact.reply} />] as const] : []),
        ]}
      />
      <Group gap="xs" mt="sm" grow>
        <Button color={TONES.go} disabled={actions.busy} onClick={accept} aria-keyshortcuts={SHORTCUTS.accept}>
          Accept&ensp;<Kbd size="xs">{SHORTCUT_LABELS.accept}</Kbd>
        </Button>
        <Button
          variant="default"
          disabled={actions.busy}
          onClick={reject}
          aria-keyshortcuts={SHORTCUTS.reject}
          title={SHORTCUT_LABELS.reject}
        >
          Reject
        </Button>
      </Group>
      {pop && <EarlierContacts pop={pop} settings={settings} />}
    </Panel>
  );
}
