export type StreamState = 'connecting' | 'open' | 'lost';

export interface StreamHandlers<Value> {
  readonly onValue: (value: Value) => void;
  readonly onState: (state: StreamState) => void;
  /** Asked before each new attempt; lets the application find out that the session is over. */
  readonly onRetry?: () => void;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 15_000;

/** How long to wait before attempt number `attempt` (from 0) to connect again, in milliseconds. */
export function reconnectDelay(attempt: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** attempt, LONGEST_DELAY_MS);
}

/**
 * Follows the server-sent events of one name and connects again whenever it breaks. The browser's own reconnection gives
 * up after a refusal (a proxy's 502, say), so it is not relied upon.
 *
 * @returns ends the stream
 */
export function followStream<Value>(path: string, event: string, handlers: StreamHandlers<Value>): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  const connect = () => {
    timer = undefined;
    const opened = new EventSource(path);
    source = opened;
    opened.onopen = () => {
      attempt = 0;
      handlers.onState('open');
    };
    opened.addEventListener(event, ({ data }) => handlers.onValue(JSON.parse(data)));
    opened.onerror = () => {
      opened.close();
      handlers.onState('lost');
      handlers.onRetry?.();
      timer ??= setTimeout(connect, reconnectDelay(attempt++));
    };
  };

  handlers.onState('connecting');
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
