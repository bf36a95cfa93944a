import { Badge } from '@mantine/core';
import type { AgentSettings, ContactView } from '../../../src/api-types.js';
import { ContactIcon } from '../shared/contact-icon.js';
import { Elapsed } from '../shared/elapsed.js';
import { Panel } from '../shared/panel.js';
import styles from './contact-list.module.css';
import { standLabel } from './contact-words.js';
import { ReplyDue } from './reply-due.js';

export interface ContactListProps {
  readonly contacts: readonly ContactView[];
  readonly chosen: string | undefined;
  readonly settings: AgentSettings;
  /** How many messages of a contact the agent has not seen. */
  readonly unread: (contact: ContactView) => number;
  readonly onChoose: (contact: string) => void;
}

/** All contacts the agent has in hand; one of them is on the screen. */
export function ContactList({ contacts, chosen, settings, unread, onChoose }: ContactListProps) {
  return (
    <Panel title={`My contacts (${contacts.length})`}>
      <ul className={styles.list}>
        {contacts.map((contact) => (
          <li key={contact.contact}>
            <button
              type="button"
              className={styles.entry}
              aria-current={contact.contact === chosen ? 'true' : undefined}
              onClick={() => onChoose(contact.contact)}
            >
              <ContactIcon channel={contact.channel} />
              <span className={styles.who}>
                <span className={styles.name}>{contact.from}</span>
                <span className={styles.stand}>
                  {contact.typing ? 'Is writing …' : standLabel(contact)} ·{' '}
                  {settings.queues.find(({ id }) => id === contact.queue)?.name ?? contact.queue}
                </span>
                {contact.reply && (
                  <span className={styles.stand}>
                    Answer due <ReplyDue reply={contact.reply} />
                  </span>
                )}
              </span>
              {unread(contact) > 0 && (
                <Badge size="sm" circle={false} aria-label={`${unread(contact)} new messages`}>
                  {unread(contact)}
                </Badge>
              )}
              <Elapsed since={contact.connectedAt ?? contact.arrivedAt} />
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
