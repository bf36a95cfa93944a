import { Tabs } from '@mantine/core';
import { IconHistory, IconMessage2 } from '@tabler/icons-react';
import type { AgentSettings, ContactView } from '../../../src/api-types.js';
import { HistoryList } from './history-list.js';
import { ScriptPanel } from './script-panel.js';
import styles from './work-panel.module.css';

export interface WorkPanelProps {
  readonly contact: ContactView | undefined;
  readonly customerKey: string | undefined;
  readonly settings: AgentSettings;
}

/** Script and history of the contact and its customer. */
export function WorkPanel({ contact, customerKey, settings }: WorkPanelProps) {
  return (
    <section className={styles.panel} aria-label="Script and history">
      <Tabs defaultValue={contact || customerKey === undefined ? 'script' : 'history'} className={styles.tabs ?? ''}>
        <Tabs.List>
          <Tabs.Tab value="script" leftSection={<IconMessage2 size={16} aria-hidden />}>
            Script
          </Tabs.Tab>
          <Tabs.Tab value="history" leftSection={<IconHistory size={16} aria-hidden />}>
            History
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="script" className={styles.body ?? ''}>
          <ScriptPanel contact={contact} customerKey={customerKey} settings={settings} />
        </Tabs.Panel>
        <Tabs.Panel value="history" className={styles.body ?? ''}>
          <HistoryList customerKey={customerKey} settings={settings} currentContact={contact?.contact} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
