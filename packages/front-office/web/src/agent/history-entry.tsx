import { IconRoute } from '@tabler/icons-react';
import type { AgentSettings, ContactView, DialogSummary, Excerpt } from '../../../src/api-types.js';
import { formatMoment, words } from '../format/attribute-value.js';
import { formatDuration } from '../format/duration.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { ContactIcon } from '../shared/contact-icon.js';
import { channelLabel, outcomeLabel } from './contact-words.js';
import { dispositionLabel } from './dispositions.js';
import styles from './history-entry.module.css';
import type { TimelineEntry } from './timeline.js';

export interface HistoryEntryProps {
  readonly entry: TimelineEntry;
  readonly settings: AgentSettings;
  /** The last messages, of what was written. */
  readonly excerpts?: readonly Excerpt[] | undefined;
}

/** One contact of the past: when, how, what came of it, and the dialogs that were led in it. */
export function HistoryEntry({ entry: { at, contact, dialogs }, settings, excerpts = [] }: HistoryEntryProps) {
  const queue = settings.queues.find(({ id }) => id === contact?.queue);
  const disposition = dispositionLabel(queue?.dispositions ?? [], contact?.disposition) ?? contact?.disposition;
  return (
    <li className={styles.entry}>
      {contact ? (
        <ContactIcon channel={contact.channel} className={styles.icon} />
      ) : (
        <IconRoute size={16} aria-hidden className={styles.icon} />
      )}
      <div className={styles.text}>
        <div className={styles.line}>
          <span className={styles.what}>{contact ? channelLabel(contact) : 'Dialog'}</span>
          {contact && <span>{disposition ?? outcomeLabel(contact)}</span>}
          <time className={styles.when} dateTime={new Date(at).toISOString()}>
            {formatMoment(new Date(at), DESKTOP_LOCALE)}
          </time>
        </div>
        {contact && <div className={styles.facts}>{factsOf(contact, queue?.name)}</div>}
        {dialogs.map((dialog) => (
          <div key={dialog.dialog} className={styles.dialog}>
            {dialog.title}: {dialogOutcome(dialog)}
          </div>
        ))}
        {excerpts.map(({ direction, at: written, text }) => (
          <p key={written} className={styles.excerpt}>
            {direction === 'in' ? 'Customer' : 'We'}: {text}
          </p>
        ))}
        {contact?.note && <p className={styles.note}>{contact.note}</p>}
      </div>
    </li>
  );
}

function factsOf({ connectedAt, endedAt, from }: ContactView, queue: string | undefined): string {
  const talk = connectedAt !== undefined && endedAt !== undefined && formatDuration((endedAt - connectedAt) / 1_000);
  return [queue, from, talk && `${talk} min`].filter(Boolean).join(' · ');
}

function dialogOutcome({ state, outcome }: DialogSummary): string {
  if (outcome) return words(outcome);
  return { open: 'not finished', ended: 'finished', cancelled: 'given up', erased: 'erased' }[state];
}
