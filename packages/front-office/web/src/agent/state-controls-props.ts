import type { AgentSettings, AgentView } from '../../../src/api-types.js';
import type { AgentActions } from './use-agent-actions.js';

/** What the controls of an agent's state show and do. */
export interface StateControlsProps {
  readonly view: AgentView;
  readonly settings: AgentSettings;
  readonly actions: AgentActions;
}
