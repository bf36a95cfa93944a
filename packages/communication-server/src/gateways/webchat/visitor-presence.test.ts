import { VirtualClock } from '@caruso/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { VisitorPresence } from './visitor-presence.js';

const START = 1_000_000;
const SECOND = 1_000;

let clock: VirtualClock;
let told: string[];
let isAlone: boolean;
let presence: VisitorPresence;
beforeEach(() => {
  clock = new VirtualClock(START);
  told = [];
  isAlone = true;
  presence = open();
});

function open(): VisitorPresence {
  const tell = (what: string) => told.push(`${(clock.now() - START) / SECOND}s ${what}`);
  return new VisitorPresence({
    clock,
    limits: () => ({ silenceMs: 300 * SECOND, absenceMs: 120 * SECOND }),
    isAlone: () => isAlone,
    present: (isPresent) => tell(isPresent ? 'back' : 'away'),
    ask: () => tell('ask'),
    over: (because) => tell(because),
  });
}

describe('a visitor who is gone', () => {
  beforeEach(() => presence.resume(START, undefined));

  it('is away after ten seconds, which turning a page does not take, and has left after the absence', () => {
    presence.came();
    presence.went();
    clock.advance(9 * SECOND);
    presence.came();
    presence.went();
    clock.advance(300 * SECOND);
    expect(told).toEqual(['19s away', '129s absence']);
  });

  it('is back when he comes in time', () => {
    presence.came();
    presence.went();
    clock.advance(119 * SECOND);
    presence.came();
    clock.advance(30 * SECOND);
    expect(told).toEqual(['10s away', '119s back']);
  });

  it('is away all the same after a restart, and has some time to be back, however long he was gone before', () => {
    presence.came();
    presence.went();
    clock.advance(100 * SECOND);
    presence.close();
    const again = open();
    again.resume(START, START + 10 * SECOND);
    clock.advance(60 * SECOND);
    expect(told).toEqual(['10s away', '130s absence']);
  });
});

describe('a visitor who says nothing', () => {
  beforeEach(() => {
    presence.resume(START, undefined);
    presence.came();
  });

  it('is asked, and a minute later it is over', () => {
    clock.advance(600 * SECOND);
    expect(told).toEqual(['300s ask', '360s silence']);
  });

  it('goes on by any sign', () => {
    clock.advance(359 * SECOND);
    presence.signed();
    clock.advance(300 * SECOND);
    expect(told).toEqual(['300s ask', '659s ask']);
  });

  it('may be silent with an agent; who is given away then has as long as anybody', () => {
    isAlone = false;
    presence.changed();
    clock.advance(1_000 * SECOND);
    isAlone = true;
    presence.changed();
    clock.advance(300 * SECOND);
    expect(told).toEqual(['1300s ask']);
  });

  it('is asked at once when he is back after a restart and has been silent before', () => {
    presence.close();
    clock.advance(1_000 * SECOND);
    const again = open();
    again.resume(START, undefined);
    again.came();
    clock.advance(0);
    expect(told).toEqual(['1000s ask']);
  });
});
