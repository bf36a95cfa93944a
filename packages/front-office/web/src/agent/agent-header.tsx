import type { AgentSettings, AgentView, SessionAnswer } from '../../../src/api-types.js';
import { AgentStateBadge } from '../shared/agent-state-badge.js';
import { AppHeader } from '../shared/app-header.js';
import { Elapsed } from '../shared/elapsed.js';
import { reasonLabel } from '../shared/not-ready-reasons.js';
import { StateControls } from './state-controls.js';
import type { AgentActions } from './use-agent-actions.js';

export interface AgentHeaderProps {
  readonly session: SessionAnswer;
  readonly view: AgentView;
  readonly settings: AgentSettings;
  readonly actions: AgentActions;
}

/** Company, the agent's state with the time in it, and the switch between ready and not ready. */
export function AgentHeader({ session, view, settings, actions }: AgentHeaderProps) {
  const reason = view.reason === undefined ? undefined : reasonLabel(view.reason, settings.notReadyReasons);
  return (
    <AppHeader
      company={session.company}
      area="Agent"
      userName={view.name}
      beforeLogOut={view.state === 'offline' ? undefined : actions.endShift}
    >
      <span role="status" aria-label="Your state">
        <AgentStateBadge state={view.state}>
          {reason && <span>({reason})</span>}
          {view.state !== 'offline' && <Elapsed since={view.since} />}
        </AgentStateBadge>
      </span>
      <StateControls view={view} settings={settings} actions={actions} />
    </AppHeader>
  );
}
