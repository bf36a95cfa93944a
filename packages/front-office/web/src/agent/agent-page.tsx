import type { AgentSettings, ObjectType } from '../../../src/api-types.js';
import { useObjectTypes } from '../objects/use-object-types.js';
import { useSession } from '../session/use-session.js';
import { ConnectionBanner } from '../shared/connection-banner.js';
import { LoadingPage } from '../shared/loading-page.js';
import { useTitle } from '../shared/use-title.js';
import { AgentDesktop } from './agent-desktop.js';
import { DesktopFailure } from './desktop-failure.js';
import { useAgentSettings } from './use-agent-settings.js';
import { useAgentView } from './use-agent-view.js';

/** The agent's desktop, as soon as all it stands on is there. */
export function AgentPage() {
  const { company } = useSession();
  const settings = useAgentSettings();
  const types = useObjectTypes();
  useTitle('Agent', company);
  if (settings.error)
    return (
      <DesktopFailure company={company} message={settings.error.message} onRetry={() => void settings.refetch()} />
    );
  if (!settings.data || !types) return <LoadingPage />;
  return <LiveDesktop settings={settings.data} types={types} />;
}

interface LiveDesktopProps {
  readonly settings: AgentSettings;
  readonly types: ReadonlyMap<string, ObjectType>;
}

/** Follows the agent; only begun when the server knows the agent, because a refused stream does not tell why. */
function LiveDesktop({ settings, types }: LiveDesktopProps) {
  const session = useSession();
  const live = useAgentView();
  const ringing = live.value?.offer !== undefined;
  useTitle(ringing ? '● New contact' : 'Agent', session.company);

  if (!live.value)
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
