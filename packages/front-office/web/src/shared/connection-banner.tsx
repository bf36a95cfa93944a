import { IconPlugConnectedX } from '@tabler/icons-react';
import type { StreamState } from '../api/event-stream.js';
import styles from './connection-banner.module.css';

/** Says that what is on the screen may be old; the region exists always, so that a screen reader notices the change. */
export function ConnectionBanner({ state }: { readonly state: StreamState }) {
  return (
    <div role="status" aria-live="assertive">
      {state === 'lost' && (
        <div className={styles.banner}>
          <IconPlugConnectedX size={18} aria-hidden />
          Connection lost – reconnecting. What you see may be out of date.
        </div>
      )}
    </div>
  );
}
