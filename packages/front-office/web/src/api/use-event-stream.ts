import { useEffect, useState } from 'react';
import type { StreamEvents } from '../../../src/api-types.js';
import { leaveForLogin } from '../session/leave.js';
import { loadSession } from '../session/session.js';
import { followStream, type StreamState } from './event-stream.js';

export interface Live<Value> {
  /** The newest value; undefined before the first. It stays while the connection is lost. */
  readonly value: Value | undefined;
  readonly state: StreamState;
  /** Takes an answer of the server that is newer than the stream's last word. */
  readonly replace: (value: Value) => void;
}

/**
 * Keeps the newest value of one of the server's live views.
 *
 * @param isOlder whether a value that arrives is older than the one at hand, and so to be passed over
 */
export function useEventStream<Name extends keyof StreamEvents>(
  name: Name,
  isOlder: (value: StreamEvents[Name], than: StreamEvents[Name]) => boolean,
): Live<StreamEvents[Name]> {
  type Value = StreamEvents[Name];
  const [value, setValue] = useState<Value>();
  const [state, setState] = useState<StreamState>('connecting');
  const [replace] = useState(
    () => (next: Value) => setValue((current) => (current !== undefined && isOlder(next, current) ? current : next)),
  );

  useEffect(
    () =>
      followStream<Value>(`/api/${name}/stream`, name, {
        onValue: replace,
        onState: setState,
        onRetry: () => {
          loadSession().then(
            (session) => {
              if (!session.user) leaveForLogin();
            },
            () => undefined,
          );
        },
      }),
    [name, replace],
  );

  return { value, state, replace };
}
