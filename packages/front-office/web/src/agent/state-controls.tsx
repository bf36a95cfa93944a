import { Button, Group, Kbd, Menu } from '@mantine/core';
import { IconChevronDown, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { AgentSettings, AgentView } from '../../../src/api-types.js';
import { TONES } from '../shared/tones.js';
import { SHORTCUT_LABELS, SHORTCUTS } from './shortcuts.js';
import type { AgentActions } from './use-agent-actions.js';
import { useShortcut } from './use-shortcut.js';

export interface StateControlsProps {
  readonly view: AgentView;
  readonly settings: AgentSettings;
  readonly actions: AgentActions;
}

/** There is another reason only where there is one already. */
const reasonButton = ({ reason }: AgentView) => (reason === undefined ? 'Reason' : 'Other reason');

/** Start shift, Ready, Not ready with a reason. During a contact nothing can be switched: the contact decides. */
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
      <Menu opened={choosing} onChange={setChoosing} position="bottom-start" withArrow>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPause size={15} aria-hidden />}
            rightSection={<IconChevronDown size={15} aria-hidden />}
            disabled={actions.busy}
          >
            {ready ? (
              <>
                Not ready&ensp;<Kbd size="xs">{SHORTCUT_LABELS.readyOrNot}</Kbd>
              </>
            ) : (
              reasonButton(view)
            )}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Why are you not ready?</Menu.Label>
          {settings.notReadyReasons.map(({ id, label }) => (
            <Menu.Item key={id} onClick={() => actions.setNotReady(id)}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
