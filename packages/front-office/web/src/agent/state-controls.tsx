import { Button, Group, Kbd } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { AgentView } from '../../../src/api-types.js';
import { TONES } from '../shared/tones.js';
import { BreakControl } from './break-control.js';
import { ReasonMenu } from './reason-menu.js';
import { SHORTCUT_LABELS, SHORTCUTS } from './shortcuts.js';
import type { StateControlsProps } from './state-controls-props.js';
import { useShortcut } from './use-shortcut.js';

/** There is another reason only where there is one already. */
const reasonButton = ({ reason }: AgentView) => (reason === undefined ? 'Reason' : 'Other reason');

/** Start shift, Ready, Not ready with a reason. During a contact: what comes after it. */
export function StateControls({ view, settings, actions }: StateControlsProps) {
  const [choosing, setChoosing] = useState(false);
  const offline = view.state === 'offline';
  const ready = view.state === 'ready';
  const free = ready || view.state === 'not-ready';
  useShortcut(
    SHORTCUTS.readyOrNot,
    offline ? actions.startShift : ready ? () => setChoosing(true) : free ? actions.setReady : undefined,
  );

  if (offline)
    return (
      <Button size="xs" loading={actions.busy} onClick={actions.startShift} aria-keyshortcuts={SHORTCUTS.readyOrNot}>
        Start shift&ensp;<Kbd size="xs">{SHORTCUT_LABELS.readyOrNot}</Kbd>
      </Button>
    );
  if (view.state === 'busy' || view.state === 'wrap-up')
    return <BreakControl view={view} settings={settings} actions={actions} />;
  if (!free) return null;
  return (
    <Group gap="xs" wrap="nowrap">
      {!ready && (
        <Button
          size="xs"
          color={TONES.go}
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          disabled={actions.busy}
          onClick={actions.setReady}
          aria-keyshortcuts={SHORTCUTS.readyOrNot}
        >
          Ready&ensp;<Kbd size="xs">{SHORTCUT_LABELS.readyOrNot}</Kbd>
        </Button>
      )}
      <ReasonMenu
        heading="Why are you not ready?"
        reasons={settings.notReadyReasons}
        disabled={actions.busy}
        onChoose={actions.setNotReady}
        opened={choosing}
        onOpened={setChoosing}
      >
        {ready ? (
          <>
            Not ready&ensp;<Kbd size="xs">{SHORTCUT_LABELS.readyOrNot}</Kbd>
          </>
        ) : (
          reasonButton(view)
        )}
      </ReasonMenu>
    </Group>
  );
}
