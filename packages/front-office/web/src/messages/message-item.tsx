import { IconPaperclip } from '@tabler/icons-react';
import type { AgentSettings, ContactView, Message } from '../../../src/api-types.js';
import { formatMoment } from '../format/attribute-value.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import styles from './message-item.module.css';
import { attachmentPath } from './use-messages.js';

const STATES: Partial<Record<Message['state'], string>> = { sending: 'being sent', failed: 'not delivered' };

export interface MessageItemProps {
  readonly message: Message;
  readonly contact: ContactView;
  readonly agentNames: AgentSettings['agentNames'];
}

/** One message: who, when, what, and what came with it. Text only, as it was written. */
export function MessageItem({ message, contact, agentNames }: MessageItemProps) {
  const { direction, at, subject, text, note, attachments, state } = message;
  const mark = STATES[state];
  return (
    <li className={styles.message} data-direction={direction}>
      <div className={styles.head}>
        <span className={styles.who}>{writerOf(message, agentNames)}</span>
        <time dateTime={new Date(at).toISOString()}>{formatMoment(new Date(at), DESKTOP_LOCALE)}</time>
        {mark && <span className={styles.mark}>{mark}</span>}
      </div>
      {subject !== '' && <div className={styles.subject}>{subject}</div>}
      <div className={styles.text}>{text}</div>
      {note && <div className={styles.note}>{note}</div>}
      {attachments.map(({ attachment, name, bytes, note: missing }) => (
        <div key={attachment} className={styles.attachment}>
          <IconPaperclip size={14} aria-hidden />
          {missing ? (
            `${name}: ${missing}`
          ) : (
            <a href={attachmentPath(contact.contact, attachment)} download={name}>
              {name} ({Math.ceil(bytes / 1000)} kB)
            </a>
          )}
        </div>
      ))}
    </li>
  );
}

function writerOf({ direction, from, agent, automatic }: Message, names: AgentSettings['agentNames']): string {
  if (direction === 'in') return from;
  if (agent !== undefined) return names[agent] ?? agent;
  return automatic ? 'Assistant' : from;
}
