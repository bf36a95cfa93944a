import { Button, Group } from '@mantine/core';
import { IconClockPlus } from '@tabler/icons-react';
import type { ContactView } from '../../../src/api-types.js';
import { Countdown } from './countdown.js';
import type { AgentActions } from './use-agent-actions.js';

/** What an agent asks for at a time, in seconds. */
const STEP = 60;

export interface WrapUpTimeProps {
  readonly contact: ContactView;
  readonly actions: AgentActions;
}

/** How long the wrap-up may still take, and more of it where the queue allows that; nothing when it takes as long as it takes. */
export function WrapUpTime({ contact, actions }: WrapUpTimeProps) {
  const { until, extension = 0 } = contact.wrapUp ?? {};
  if (until === undefined) return null;
  const seconds = Math.min(STEP, extension);
  return (
    <Group justify="space-between" mih={30}>
      <Countdown deadline={until} />
      {seconds > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconClockPlus size={14} aria-hidden />}
          disabled={actions.busy}
          onClick={() => actions.extendWrapUp(contact.contact, seconds)}
        >
          {`${seconds} s more`}
        </Button>
      )}
    </Group>
  );
}
