import { VirtualClock } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { Nodes } from './nodes.js';

function setting() {
  const clock = new VirtualClock();
  const state = { listening: true };
  const died: string[] = [];
  const nodes = new Nodes(
    clock,
    (node) => died.push(node),
    () => state.listening,
  );
  return { clock, nodes, died, state };
}

describe('the processes a hub knows', () => {
  it('have died when they were silent for five seconds', () => {
    const { clock, nodes, died } = setting();
    nodes.hear('shop.a');
    nodes.hear('shop.b');
    for (let i = 0; i < 4; i += 1) {
      clock.advance(1_000);
      nodes.hear('shop.b');
    }
    clock.advance(1_000);
    expect(died).toEqual(['shop.a']);
    expect([nodes.has('shop.a'), nodes.has('shop.b')]).toEqual([false, true]);
  });

  it('do not die because the hub could not hear them', () => {
    const { clock, nodes, died, state } = setting();
    nodes.hear('shop.a');
    state.listening = false;
    clock.advance(60_000);
    state.listening = true;
    clock.advance(4_000);
    expect(died).toEqual([]);
    clock.advance(2_000);
    expect(died).toEqual(['shop.a']);
  });

  it('do not die because the hub was held up itself', () => {
    let now = 0;
    let look = () => {};
    const died: string[] = [];
    const held = {
      now: () => now,
      at: (_time: number, action: () => void) => {
        look = action;
        return { cancel: () => {} };
      },
    };
    const nodes = new Nodes(
      held,
      (node) => died.push(node),
      () => true,
    );
    nodes.hear('shop.a');
    now = 20_000;
    look();
    expect(died).toEqual([]);
    for (let i = 0; i < 5; i += 1) {
      now += 1_000;
      look();
    }
    expect(died).toEqual(['shop.a']);
  });

  it('leave no timer when there are none', () => {
    const { clock, nodes } = setting();
    nodes.hear('shop.a');
    nodes.forget('shop.a');
    clock.advance(1_000);
    expect(clock.pending).toBe(0);
    nodes.hear('shop.b');
    nodes.close();
    expect(clock.pending).toBe(0);
  });
});
