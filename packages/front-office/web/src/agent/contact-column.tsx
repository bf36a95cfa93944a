import { VisuallyHidden } from '@mantine/core';
import type { AgentSettings, AgentView, ContactView } from '../../../src/api-types.js';
import { ContactCard } from './contact-card.js';
import styles from './contact-column.module.css';
import { ContactList } from './contact-list.js';
import { IdleCard } from './idle-card.js';
import { OfferCard } from './offer-card.js';
import { PreviewCard } from './preview-card.js';
import type { AgentActions } from './use-agent-actions.js';
import { useLastCaller } from './use-last-caller.js';
import { useUnread } from './use-unread.js';
import { WrapUpForm } from './wrap-up-form.js';

export interface ContactColumnProps {
  readonly view: AgentView;
  readonly settings: AgentSettings;
  readonly actions: AgentActions;
  /** The contact on the screen. */
  readonly contact: ContactView | undefined;
  readonly onChoose: (contact: string) => void;
}

/** What is offered, what is going on, and what is left to do about it. */
export function ContactColumn({ view, settings, actions, contact, onChoose }: ContactColumnProps) {
  const { offer, contacts } = view;
  const unread = useUnread(contacts, contact?.contact);
  const lastCaller = useLastCaller(view);
  const queueOf = (id: string | undefined) => settings.queues.find((queue) => queue.id === id);
  return (
    <div className={styles.column}>
      <VisuallyHidden role="status" aria-live="assertive">
        {offer && `New contact from ${offer.contact.from}, ${queueOf(offer.contact.queue)?.name ?? ''}. F2 accepts.`}
      </VisuallyHidden>
      {offer && (
        <OfferCard
          key={offer.reservation}
          offer={offer}
          queue={queueOf(offer.contact.queue)}
          settings={settings}
          actions={actions}
        />
      )}
      {contacts.length > 1 && (
        <ContactList
          contacts={contacts}
          chosen={contact?.contact}
          settings={settings}
          unread={unread}
          onChoose={onChoose}
        />
      )}
      {contact && (
        <ContactCard
          contact={contact}
          queue={queueOf(contact.queue)}
          actions={actions}
          agent={view.agent}
          agentNames={settings.agentNames}
        />
      )}
      {contact?.state === 'wrap-up' && (
        <WrapUpForm key={contact.contact} contact={contact} queue={queueOf(contact.queue)} actions={actions} />
      )}
      {!offer && !contact && view.preview && (
        <PreviewCard key={view.preview.attempt} preview={view.preview} actions={actions} />
      )}
      {!offer && !contact && !view.preview && <IdleCard view={view} settings={settings} lastCaller={lastCaller} />}
    </div>
  );
}
