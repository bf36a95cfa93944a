import { useObjectTypes } from '../objects/use-object-types.js';
import { useSession } from '../session/use-session.js';
import { ConnectionBanner } from '../shared/connection-banner.js';
import { LoadingPage } from '../shared/loading-page.js';
import { useTitle } from '../shared/use-title.js';
import { AgentDesktop } from './agent-desktop.js';
import { useAgentSettings } from './use-agent-settings.js';
import { useAgentView } from './use-agent-view.js';

/** The agent's desktop, as soon as all it stands on is there. */
export function AgentPage() {
  const session = useSession();
  const live = useAgentView();
  const settings = useAgentSettings();
  const types = useObjectTypes();
  const ringing = live.value?.offer !== undefined;
  useTitle(ringing ? '● New contact' : 'Agent', session.company);

  if (!live.value || !settings || !types)
    return (
      <>
        <ConnectionBanner state={live.state} />
        <LoadingPage />
      </>
    );
  return (
    <AgentDesktop
      session={session}
      view={live.value}
      connection={live.state}
      onView={live.replace}
      settings={settings}
      types={types}
    />
  );
}
