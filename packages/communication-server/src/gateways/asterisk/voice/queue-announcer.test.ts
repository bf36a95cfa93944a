import { VirtualClock } from '@caruso/core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Announcement } from '../../gateway.js';
import { QueueAnnouncer } from './queue-announcer.js';

let clock: VirtualClock;
let announcement: Announcement | undefined;
let said: string[];
let announcer: QueueAnnouncer;
beforeEach(() => {
  clock = new VirtualClock();
  said = [];
  announcement = { everyMs: 30_000, language: 'en', texts: ['one'] };
  announcer = new QueueAnnouncer('contact', {
    clock,
    announcement: () => announcement,
    say: (_, caller, { texts }) => said.push(`${caller}: ${texts.join(' ')}`),
  });
});

describe('QueueAnnouncer', () => {
  it('tells what is so at the moment, again and again', () => {
    announcer.start('caller');
    announcer.start('caller');
    clock.advance(30_000);
    announcement = { everyMs: 30_000, language: 'en', texts: ['two'] };
    clock.advance(30_000);
    expect(said).toEqual(['caller: one', 'caller: two']);
  });

  it('tells nothing after it was stopped, and counts anew when it begins again', () => {
    announcer.start('caller');
    clock.advance(29_000);
    announcer.stop();
    clock.advance(60_000);
    announcer.start('caller');
    clock.advance(29_000);
    expect(said).toEqual([]);
    clock.advance(1_000);
    expect(said).toEqual(['caller: one']);
  });

  it('is silent while there is nothing to tell, and for good when the caller waits no more', () => {
    announcement = { everyMs: 30_000, language: 'en', texts: [] };
    announcer.start('caller');
    clock.advance(30_000);
    announcement = undefined;
    clock.advance(90_000);
    expect([said, clock.pending]).toEqual([[], 0]);
  });
});
