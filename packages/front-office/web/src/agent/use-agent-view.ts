import type { AgentView } from '../../../src/api-types.js';
import { useEventStream } from '../api/use-event-stream.js';

const isOlder = (view: AgentView, than: AgentView) => view.event < than.event;

/** What the agent does now, live. */
export function useAgentView() {
  return useEventStream('agent', isOlder);
}
