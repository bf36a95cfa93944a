import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import type { Monitor, MonitorSettings } from '../../../src/api-types.js';
import { ActionMenu } from '../shared/action-menu.js';
import { reasonLabel } from '../shared/not-ready-reasons.js';
import { TONES } from '../shared/tones.js';
import type { AgentAction, Mode } from './agent-actions.js';

const MODE_LABELS: Record<Mode, string> = {
  listen: 'Listen',
  whisper: 'Whisper to the agent',
  barge: 'Barge in',
};

export interface AgentMenuProps {
  readonly agent: Monitor['agents'][number];
  /** What is possible now; at least one thing. */
  readonly actions: readonly AgentAction[];
  readonly reasons: MonitorSettings['notReadyReasons'];
  /** Whom the supervisor hears, when that keeps him from hearing this agent. */
  readonly hears: string | undefined;
  readonly onAction: (action: AgentAction) => void;
  /** Has the focus when the menu is closed. */
  readonly button: RefObject<HTMLButtonElement | null>;
}

/** What can be done with an agent now. */
export function AgentMenu({ agent, actions, reasons, hears, onAction, button }: AgentMenuProps) {
  const [opened, setOpened] = useState(false);
  const hearing = actions.filter(({ kind }) => kind === 'supervise');
  const changing = actions.filter(({ kind }) => kind !== 'supervise');
  const item = (action: AgentAction) => (
    <Menu.Item key={keyOf(action)} onClick={() => onAction(action)}>
      {labelOf(action, agent, reasons)}
    </Menu.Item>
  );
  return (
    <ActionMenu
      opened={opened}
      onOpened={setOpened}
      position="bottom-end"
      button={button}
      target={(onKeyDown) => (
        <ActionIcon
          ref={button}
          variant="subtle"
          color={TONES.quiet}
          size="sm"
          aria-label={`Actions for ${agent.name}`}
          onKeyDown={onKeyDown}
        >
          <IconDotsVertical size={16} aria-hidden />
        </ActionIcon>
      )}
    >
      {hearing.length > 0 && <Menu.Label>Conversation</Menu.Label>}
      {hearing.map(item)}
      {hears !== undefined && <Menu.Label>You hear {hears}. Stop there to hear another.</Menu.Label>}
      {changing.length > 0 && <Menu.Label>State</Menu.Label>}
      {changing.map(item)}
    </ActionMenu>
  );
}

function keyOf(action: AgentAction): string {
  return action.kind === 'supervise' ? action.mode : action.kind === 'not-ready' ? action.reason : action.kind;
}

function labelOf(
  action: AgentAction,
  { state }: AgentMenuProps['agent'],
  reasons: MonitorSettings['notReadyReasons'],
): string {
  const during = state === 'busy' || state === 'wrap-up';
  switch (action.kind) {
    case 'supervise':
      return MODE_LABELS[action.mode];
    case 'ready':
      return during ? 'No break after the contact' : 'Ready';
    case 'not-ready':
      return `${during ? 'After the contact' : 'Not ready'}: ${reasonLabel(action.reason, reasons)}`;
    case 'log-out':
      return 'End the shift';
  }
}
