import { useState } from 'react';
import type { AgentSettings, AgentView, ObjectType, SessionAnswer } from '../../../src/api-types.js';
import type { StreamState } from '../api/event-stream.js';
import { useObject } from '../objects/use-object.js';
import { ConnectionBanner } from '../shared/connection-banner.js';
import styles from './agent-desktop.module.css';
import { AgentHeader } from './agent-header.js';
import { ContactColumn } from './contact-column.js';
import { CustomerPanel } from './customer-panel.js';
import { useAgentActions } from './use-agent-actions.js';
import { useChosenContact } from './use-chosen-contact.js';
import { WorkPanel } from './work-panel.js';

export interface AgentDesktopProps {
  readonly session: SessionAnswer;
  readonly view: AgentView;
  readonly connection: StreamState;
  readonly onView: (view: AgentView) => void;
  readonly settings: AgentSettings;
  readonly types: ReadonlyMap<string, ObjectType>;
}

/** Contact at the left, customer in the middle, script and history at the right. */
export function AgentDesktop({ session, view, connection, onView, settings, types }: AgentDesktopProps) {
  const actions = useAgentActions(view.state, onView);
  const [picked, setPicked] = useState<string>();
  const { chosen: contact, choose } = useChosenContact(view);
  // During a contact the screen shows its customer; between contacts, whom a campaign is to call, or whoever was looked up.
  const customerKey = contact ? contact.customer : (view.preview?.customer ?? picked);
  const customerType = types.get(settings.customerObject);
  const customer = useObject(customerType, customerKey);

  return (
    <div className={styles.desktop}>
      <ConnectionBanner state={connection} />
      <AgentHeader session={session} view={view} settings={settings} actions={actions} />
      <main className={styles.columns}>
        <ContactColumn view={view} settings={settings} actions={actions} contact={contact} onChoose={choose} />
        {customerType && (
          <CustomerPanel
            key={contact?.contact ?? 'idle'}
            type={customerType}
            types={types}
            contact={contact}
            customerKey={customerKey}
            customer={customer.data}
            failed={customer.isError}
            busy={actions.busy}
            onShow={setPicked}
            onAssign={actions.assignCustomer}
          />
        )}
        <WorkPanel
          key={`work ${contact?.contact ?? `idle ${picked}`}`}
          contact={contact}
          customerKey={customerKey}
          settings={settings}
          agent={view.agent}
        />
      </main>
    </div>
  );
}
