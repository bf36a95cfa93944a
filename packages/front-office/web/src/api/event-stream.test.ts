import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followStream, reconnectDelay, type StreamState } from './event-stream.js';

/** A connection whose ups and downs the test makes. */
class Connection extends EventTarget {
  static readonly made: Connection[] = [];
  onopen: (() => void) | undefined;
  onerror: (() => void) | undefined;
  closed = false;

  constructor(readonly url: string) {
    super();
    Connection.made.push(this);
  }
  close() {
    this.closed = true;
  }
  say(event: string, value: unknown) {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(value) }));
  }
}

describe('followStream', () => {
  const values: number[] = [];
  const states: StreamState[] = [];
  const follow = () =>
    followStream<number>('/api/agent/stream', 'agent', {
      onValue: (value) => values.push(value),
      onState: (state) => states.push(state),
    });
  const latest = () => {
    const connection = Connection.made.at(-1);
    if (!connection) throw new Error('there is no connection');
    return connection;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', Connection);
    for (const list of [values, states, Connection.made]) list.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('hands on the values of its event and no others', () => {
    const end = follow();
    latest().say('agent', 1);
    latest().say('monitor', 2);
    expect(values).toEqual([1]);
    end();
  });

  it('connects again after a break, and says so meanwhile', () => {
    const end = follow();
    latest().onopen?.();
    latest().onerror?.();
    expect(Connection.made).toHaveLength(1);
    vi.advanceTimersByTime(reconnectDelay(0));
    expect(Connection.made).toHaveLength(2);
    latest().onopen?.();
    latest().say('agent', 3);
    expect(states).toEqual(['connecting', 'open', 'lost', 'open']);
    expect(values).toEqual([3]);
    end();
  });

  it('waits longer after each failure, but never longer than a quarter of a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(reconnectDelay)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('stays ended, also when it was about to connect again', () => {
    const end = follow();
    latest().onerror?.();
    end();
    vi.advanceTimersByTime(60_000);
    expect(Connection.made).toHaveLength(1);
    expect(latest().closed).toBe(true);
  });
});
