import { describe, expect, it } from 'vitest';
import { ReconnectBackoff } from './reconnect-backoff.js';

async function waitsAfter(
  statuses: readonly ('reconnecting' | 'reconnect' | 'ping')[],
  random: number,
): Promise<number> {
  const backoff = new ReconnectBackoff(() => random);
  await backoff.follow(
    (async function* () {
      for (const type of statuses) yield { type };
    })(),
  );
  return backoff.waitMs;
}

describe('the wait before connecting again', () => {
  it('grows with each attempt, up to five seconds', async () => {
    expect(await waitsAfter(['reconnecting'], 1)).toBe(200);
    expect(await waitsAfter(['reconnecting', 'reconnecting', 'reconnecting'], 1)).toBe(800);
    expect(
      await waitsAfter(
        Array.from({ length: 50 }, () => 'reconnecting' as const),
        1,
      ),
    ).toBe(5_000);
  });

  it('is spread over half of its length', async () => {
    expect(await waitsAfter(['reconnecting', 'reconnecting'], 0)).toBe(200);
    expect(await waitsAfter(['reconnecting', 'ping', 'reconnecting'], 0.5)).toBe(300);
  });

  it('starts anew once the connection is there', async () => {
    expect(await waitsAfter(['reconnecting', 'reconnecting', 'reconnect'], 1)).toBe(100);
  });
});
