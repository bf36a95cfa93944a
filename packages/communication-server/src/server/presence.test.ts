import { VirtualClock } from '@caruso/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { Presence } from './presence.js';

let clock: VirtualClock;
let lost: string[];
let goOn: boolean;
let presence: Presence;
beforeEach(() => {
  clock = new VirtualClock();
  lost = [];
  goOn = false;
  presence = new Presence(clock, 60_000, (agent) => {
    lost.push(agent);
    return goOn;
  });
});

describe('Presence', () => {
  it('misses an agent a minute after the last of several desktops has gone', () => {
    const leaveOffice = presence.hold('ada');
    const leaveHome = presence.hold('ada');
    leaveOffice();
    clock.advance(120_000);
    leaveHome();
    clock.advance(59_999);
    expect(lost).toEqual([]);
    clock.advance(1);
    expect(lost).toEqual(['ada']);
  });

  it('misses nobody who comes back in time', () => {
    presence.hold('ada')();
    clock.advance(59_999);
    presence.hold('ada');
    clock.advance(120_000);
    expect(lost).toEqual([]);
  });

  it('asks again each minute while the agent is on shift and nobody is back', () => {
    goOn = true;
    presence.miss('ada');
    clock.advance(180_000);
    expect(lost).toEqual(['ada', 'ada', 'ada']);
    presence.forget('ada');
    expect(clock.pending).toBe(0);
  });

  it('leaves no timer behind', () => {
    presence.miss('ada');
    presence.hold('bob')();
    presence.close();
    expect(clock.pending).toBe(0);
  });
});
