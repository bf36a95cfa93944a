import { Tabs } from '@mantine/core';
import { IconHistory, IconMessage2 } from '@tabler/icons-react';
import type { AgentSettings, ContactView } from '../../../src/api-types.js';
import { ConversationPanel } from '../messages/conversation-panel.js';
import { ContactIcon } from '../shared/contact-icon.js';
import { isWritten } from './contact-words.js';
import { HistoryList } from './history-list.js';
import { ScriptPanel } from './script-panel.js';
import styles from './work-panel.module.css';

export interface WorkPanelProps {
  readonly contact: ContactView | undefined;
  readonly customerKey: string | undefined;
  readonly settings: AgentSettings;
  /** Whose desktop it is. */
  readonly agent: string;
}

/** Messages, script and history of the contact and its customer. */
export function WorkPanel({ contact, customerKey, settings, agent }: WorkPanelProps) {
  const written = contact && isWritten(contact) ? contact : undefined;
  return (
    <section className={styles.panel} aria-label="Script and history">
      <Tabs defaultValue={firstTab(contact, customerKey)} className={styles.tabs ?? ''}>
        <Tabs.List>
          {written && (
            <Tabs.Tab value="messages" leftSection={<ContactIcon channel={written.channel} />}>
              {written.channel === 'mail' ? 'Mail' : 'Chat'}
            </Tabs.Tab>
          )}
          <Tabs.Tab value="script" leftSection={<IconMessage2 size={16} aria-hidden />}>
            Script
          </Tabs.Tab>
          <Tabs.Tab value="history" leftSection={<IconHistory size={16} aria-hidden />}>
            History
          </Tabs.Tab>
        </Tabs.List>
        {written && (
          <Tabs.Panel value="messages" className={styles.body ?? ''}>
            <ConversationPanel contact={written} agent={agent} agentNames={settings.agentNames} />
          </Tabs.Panel>
        )}
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

function firstTab(contact: ContactView | undefined, customerKey: string | undefined): string {
  if (contact) return isWritten(contact) ? 'messages' : 'script';
  return customerKey === undefined ? 'script' : 'history';
}
