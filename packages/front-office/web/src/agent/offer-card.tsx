import { Button, Group, Kbd, Text } from '@mantine/core';
import { IconPhoneIncoming } from '@tabler/icons-react';
import type { AgentView, ObjectType, Queue } from '../../../src/api-types.js';
import { useObject } from '../objects/use-object.js';
import { Elapsed } from '../shared/elapsed.js';
import { Facts } from '../shared/facts.js';
import { Panel } from '../shared/panel.js';
import { TONES } from '../shared/tones.js';
import { Countdown } from './countdown.js';
import { SHORTCUT_LABELS, SHORTCUTS } from './shortcuts.js';
import type { AgentActions } from './use-agent-actions.js';
import { useShortcut } from './use-shortcut.js';

export interface OfferCardProps {
  readonly offer: NonNullable<AgentView['offer']>;
  readonly queue: Queue | undefined;
  readonly customerType: ObjectType | undefined;
  readonly actions: AgentActions;
}

/** A contact that is offered to this agent, until the deadline. */
export function OfferCard({ offer, queue, customerType, actions }: OfferCardProps) {
  const { contact, reservation, deadline } = offer;
  const accept = () => actions.accept(reservation);
  const reject = () => actions.reject(reservation);
  useShortcut(SHORTCUTS.accept, accept);
  useShortcut(SHORTCUTS.reject, reject);
  const customer = useObject(customerType, contact.customer);
  return (
    <Panel
      tone="urgent"
      title={
        <Group gap={6}>
          <IconPhoneIncoming size={18} aria-hidden /> New contact
        </Group>
      }
      actions={<Countdown deadline={deadline} />}
    >
      <Text fw={700} size="lg" lh={1.3}>
        {customer.data?.title ?? contact.from}
      </Text>
      <Facts
        facts={[
          ...(customer.data ? [['Caller', contact.from] as const] : []),
          ['Queue', queue?.name ?? contact.queue ?? '–'],
          ['Waiting', <Elapsed key="waiting" since={contact.arrivedAt} />],
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
    </Panel>
  );
}
