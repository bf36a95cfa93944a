import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { leaveForLogin } from '../session/leave.js';
import { TONES } from '../shared/tones.js';
import { ApiFailure } from './api-failure.js';

/** Shows the server's message; a session that is over leads back to the log-in instead. */
export function notifyFailure(cause: unknown): void {
  if (cause instanceof ApiFailure && cause.status === 401) {
    leaveForLogin();
    return;
  }
  notifyRefusal(cause instanceof Error ? cause.message : String(cause));
}

/** Shows why something was not done. */
export function notifyRefusal(message: string): void {
  notifications.show({
    // The same failure again renews its notification instead of adding one.
    id: message,
    title: 'That did not work',
    message,
    color: TONES.stop,
    icon: <IconAlertTriangle size={18} aria-hidden />,
    autoClose: 8_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}
