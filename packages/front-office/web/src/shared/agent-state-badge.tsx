import {
  IconBell,
  IconCircleCheck,
  IconEdit,
  IconPhone,
  IconPlayerPause,
  IconPower,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AgentView } from '../../../src/api-types.js';
import styles from './agent-state-badge.module.css';

type AgentState = AgentView['state'];

const LOOKS: Record<AgentState, { readonly label: string; readonly Icon: TablerIcon }> = {
  offline: { label: 'Offline', Icon: IconPower },
  ready: { label: 'Ready', Icon: IconCircleCheck },
  reserved: { label: 'Reserved', Icon: IconBell },
  busy: { label: 'Busy', Icon: IconPhone },
  'wrap-up': { label: 'Wrap-up', Icon: IconEdit },
  'not-ready': { label: 'Not ready', Icon: IconPlayerPause },
};

export interface AgentStateBadgeProps {
  readonly state: AgentState;
  /** Behind the label: a reason, a clock. */
  readonly children?: ReactNode;
}

/** An agent's state by colour, sign and word, so that none of the three is needed alone. */
export function AgentStateBadge({ state, children }: AgentStateBadgeProps) {
  const { label, Icon } = LOOKS[state];
  return (
    <span className={styles.badge} data-state={state}>
      <Icon size={15} aria-hidden />
      {label}
      {children}
    </span>
  );
}
