import { Text } from '@mantine/core';
import type { Monitor } from '../../../src/api-types.js';
import { useEventStream } from '../api/use-event-stream.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { ConnectionBanner } from '../shared/connection-banner.js';
import { LoadingPage } from '../shared/loading-page.js';
import { Panel } from '../shared/panel.js';
import { AgentTable } from './agent-table.js';
import { CampaignTable } from './campaign-table.js';
import styles from './monitor-tab.module.css';
import { MonitorTiles } from './monitor-tiles.js';
import { QueueTable } from './queue-table.js';
import { WaitingTable } from './waiting-table.js';

// Pictures of the same event differ in their time only; any new one will do.
const isOlder = (monitor: Monitor, than: Monitor) => monitor.event < than.event;

/** The contact centre now, live. */
export function MonitorTab() {
  const { value: monitor, state } = useEventStream('monitor', isOlder);
  if (!monitor)
    return (
      <>
        <ConnectionBanner state={state} />
        <LoadingPage />
      </>
    );
  const queueNames = new Map(monitor.queues.map(({ queue, name }) => [queue, name]));
  return (
    <>
      <ConnectionBanner state={state} />
      <div className={styles.monitor} data-stale={state === 'lost'}>
        <MonitorTiles monitor={monitor} />
        <Panel title="Queues today">
          <QueueTable queues={monitor.queues} />
        </Panel>
        {monitor.campaigns.length > 0 && (
          <Panel title="Campaigns today">
            <CampaignTable campaigns={monitor.campaigns} />
          </Panel>
        )}
        <div className={styles.columns}>
          <Panel title={`Agents (${monitor.agents.length})`}>
            <AgentTable agents={monitor.agents} />
          </Panel>
          <Panel title={`Waiting contacts (${monitor.waiting.length})`}>
            <WaitingTable waiting={monitor.waiting} queueNames={queueNames} agents={monitor.agents} />
          </Panel>
        </div>
        <Text size="xs" c="dimmed" ta="right">
          As of event {monitor.event}, {new Date(monitor.at).toLocaleTimeString(DESKTOP_LOCALE)}
        </Text>
      </div>
    </>
  );
}
