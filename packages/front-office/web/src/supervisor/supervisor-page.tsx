import { Tabs } from '@mantine/core';
import { IconActivity, IconTable } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useSession } from '../session/use-session.js';
import { AppHeader } from '../shared/app-header.js';
import { useTitle } from '../shared/use-title.js';
import { MonitorTab } from './monitor-tab.js';
import { ReportTab } from './report-tab.js';
import styles from './supervisor-page.module.css';

/** The present and the past of the contact centre. The tab is in the address, so that it can be linked to. */
export function SupervisorPage() {
  const session = useSession();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'report' ? 'report' : 'monitor';
  useTitle(tab === 'report' ? 'Report' : 'Monitor', session.company);
  return (
    <div className={styles.page}>
      <AppHeader company={session.company} area="Supervisor" userName={session.user?.name ?? ''} />
      <main className={styles.main}>
        <Tabs
          value={tab}
          onChange={(value) => setSearch(value === 'report' ? { tab: 'report' } : {}, { replace: true })}
          keepMounted={false}
        >
          <Tabs.List className={styles.tabs ?? ''}>
            <Tabs.Tab value="monitor" leftSection={<IconActivity size={16} aria-hidden />}>
              Monitor
            </Tabs.Tab>
            <Tabs.Tab value="report" leftSection={<IconTable size={16} aria-hidden />}>
              Report
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="monitor" pt="sm">
            <MonitorTab />
          </Tabs.Panel>
          <Tabs.Panel value="report" pt="sm">
            <ReportTab />
          </Tabs.Panel>
        </Tabs>
      </main>
    </div>
  );
}
