import { formatDuration } from '../format/duration.js';
import styles from './voicemail.module.css';

/** The message that a customer has left by telephone, to be heard. */
export function Voicemail({ contact, seconds }: { readonly contact: string; readonly seconds: number }) {
  return (
    <figure className={styles.voicemail}>
      <figcaption>Message of {formatDuration(seconds)}</figcaption>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what the customer said */}
      <audio
        className={styles.player}
        controls
        preload="none"
        src={`/api/agent/contacts/${encodeURIComponent(contact)}/voicemail`}
      />
    </figure>
  );
}
