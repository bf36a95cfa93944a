import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { ReasonMenu } from './reason-menu.js';
import type { StateControlsProps } from './state-controls-props.js';

/** During a contact: asks for a pause as soon as it is over, and takes that back. */
export function BreakControl({ view: { next }, settings: { notReadyReasons }, actions }: StateControlsProps) {
  if (next === undefined)
    return (
      <ReasonMenu
        heading="What comes after this contact?"
        reasons={notReadyReasons}
        disabled={actions.busy}
        onChoose={actions.setNotReady}
      >
        Pause after this
      </ReasonMenu>
    );
  const label = notReadyReasons.find(({ id }) => id === next.reason)?.label ?? next.reason;
  return (
    <Button
      size="xs"
      variant="light"
      rightSection={<IconX size={15} aria-hidden />}
      disabled={actions.busy}
      onClick={actions.setReady}
      aria-label={`After this: ${label}. Take it back.`}
    >
      After this: {label}
    </Button>
  );
}
