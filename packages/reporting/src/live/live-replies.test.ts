import type { ContactCentreEvent, EventPayload } from '@caruso/communication-server/contract';
import { describe, expect, it } from 'vitest';
import { metrics } from '../metrics/metrics.js';
import { count, noTally } from '../metrics/tally.js';
import { LiveState } from './live-state.js';
import { monitorOf } from './monitor-of.js';
import type { Segment } from './segment.js';

const settings = { zone: 'UTC', thresholdOf: () => 20_000 };
const letters = { id: 'letters', name: 'Letters', target: 0.8 };
const shown = { agentNames: new Map(), campaignNames: new Map(), queues: [letters, { ...letters, id: 'others' }] };

/** A contact in a queue whose customer is to be answered. */
function written(contact: string, queue: string, due: number): readonly EventPayload[] {
  const origin = { gateway: 'mail', externalId: contact, from: contact, to: 'us', attributes: {} };
  return [
    { type: 'contact-arrived', contact, channel: 'mail', direction: 'in', ...origin },
    { type: 'contact-queued', contact, queue },
    { type: 'sla-clock-started', contact, queue: 'letters', targetMs: 1_000, due, late: due + 1 },
  ];
}

describe('answers, in reports', () => {
  const payloads: readonly EventPayload[] = [
    ...written('a', 'letters', 3_000),
    { type: 'sla-clock-stopped', contact: 'a', queue: 'letters', because: 'answered', businessMs: 2_000 },
    ...written('b', 'letters', 3_000),
    { type: 'sla-clock-breached', contact: 'b', queue: 'letters' },
    { type: 'conversation-ended', contact: 'b', agent: 'ada', by: 'agent' },
    { type: 'contact-queued', contact: 'b', queue: 'others' },
    { type: 'sla-clock-stopped', contact: 'b', queue: 'letters', because: 'answered', businessMs: 7_000 },
    { type: 'sla-clock-started', contact: 'b', queue: 'others', targetMs: 1_000 },
    { type: 'sla-clock-stopped', contact: 'b', queue: 'others', because: 'answered', businessMs: 1 },
    ...written('c', 'letters', 3_000),
    { type: 'sla-clock-breached', contact: 'c', queue: 'letters' },
    ...written('d', 'letters', 3_000),
    { type: 'sla-clock-breached', contact: 'd', queue: 'letters' },
    { type: 'sla-clock-stopped', contact: 'd', queue: 'letters', because: 'handled', businessMs: 9_000 },
    ...written('e', 'letters', 3_000),
    { type: 'sla-clock-stopped', contact: 'e', queue: 'letters', because: 'answered', businessMs: 4_000 },
  ];

  it('count the first of a person, with its business time, and who waits too long still', () => {
    const state = new LiveState(settings);
    const segments = new Map<number, Segment>();
    payloads.forEach((payload, index) => {
      const changed = state.apply({ number: index + 1, at: 1_000, ...payload } satisfies ContactCentreEvent);
      if (changed) segments.set(changed.segment, changed);
    });
    const tally = noTally();
    for (const segment of segments.values()) count(tally, segment, 9_000);
    expect(metrics.replies.of(tally)).toBe(3);
    expect(metrics['average-reply-time'].of(tally)).toBeCloseTo(13 / 3);
    expect(metrics['median-reply-time'].of(tally)).toBe(4);
    expect(metrics['replies-in-time'].of(tally)).toBe(2 / 4);
    expect(metrics['median-reply-time'].of(noTally())).toBeNull();
    expect(metrics['replies-in-time'].of(noTally())).toBeNull();
  });
});

describe('mails received', () => {
  it('are those that arrive, those that follow, and those that concern nobody, each once with its kind', () => {
    const origin = { gateway: 'mail', externalId: 'x', from: 'x', to: 'us' };
    const arrived = (contact: string, channel: 'mail' | 'chat', attributes = {}) =>
      ({ type: 'contact-arrived', contact, channel, direction: 'in', ...origin, attributes }) as const;
    const payloads: readonly EventPayload[] = [
      arrived('a', 'mail', { kind: 'generated' }),
      { type: 'contact-queued', contact: 'a', queue: 'letters' },
      { type: 'message-received', contact: 'a', message: '2' },
      { type: 'contact-left-queue', contact: 'a', queue: 'letters', because: 'moved' },
      { type: 'contact-queued', contact: 'a', queue: 'others' },
      { type: 'message-received', contact: 'a', message: '3', kind: 'bounce' },
      arrived('b', 'chat'),
      { type: 'contact-queued', contact: 'b', queue: 'letters' },
      { type: 'message-received', contact: 'b', message: '4' },
      { type: 'message-set-aside', gateway: 'mail', queue: 'letters', message: '5', kind: 'duplicate' },
      // What the mail server has refused is work, and no mail.
      { type: 'message-received', contact: 'a', message: 'failed/6', kind: 'undelivered' },
      arrived('c', 'mail', { kind: 'undelivered' }),
      { type: 'contact-queued', contact: 'c', queue: 'letters' },
    ];
    const state = new LiveState(settings);
    const mails = payloads.flatMap((payload, index) => {
      const event = { number: index + 1, at: 1_000 * index, ...payload } satisfies ContactCentreEvent;
      const mail = state.mailOf(event);
      state.apply(event);
      return mail ?? [];
    });
    expect(mails).toEqual([
      { number: 2, at: 1_000, queue: 'letters', kind: 'generated' },
      { number: 3, at: 2_000, queue: 'letters', kind: 'customer' },
      { number: 6, at: 5_000, queue: 'others', kind: 'bounce' },
      { number: 10, at: 9_000, queue: 'letters', kind: 'duplicate' },
    ]);
  });
});

describe('what agents have settled, in reports', () => {
  it('counts with its business time, whatever was answered before', () => {
    const payloads: readonly EventPayload[] = [
      ...written('a', 'letters', 3_000),
      { type: 'contact-closed', contact: 'a', outcome: 'handled', resolutionMs: 5_000 },
      ...written('b', 'letters', 3_000),
      { type: 'sla-clock-stopped', contact: 'b', queue: 'letters', because: 'answered', businessMs: 2_000 },
      { type: 'contact-closed', contact: 'b', outcome: 'handled', resolutionMs: 9_000 },
      ...written('c', 'letters', 3_000),
      { type: 'contact-closed', contact: 'c', outcome: 'lost' },
    ];
    const state = new LiveState(settings);
    const segments = new Map<number, Segment>();
    payloads.forEach((payload, index) => {
      const changed = state.apply({ number: index + 1, at: 1_000, ...payload } satisfies ContactCentreEvent);
      if (changed) segments.set(changed.segment, changed);
    });
    const tally = noTally();
    for (const segment of segments.values()) count(tally, segment, 9_000);
    expect(metrics.resolutions.of(tally)).toBe(2);
    expect(metrics['average-resolution-time'].of(tally)).toBe(7);
    expect(metrics['median-resolution-time'].of(tally)).toBe(7);
    expect(metrics['average-resolution-time'].of(noTally())).toBeNull();
  });
});

describe('answers that are due, on the monitor', () => {
  it('are those of the queue in which the contact is, until somebody has answered, also after a restart', () => {
    const payloads: readonly EventPayload[] = [
      ...written('a', 'letters', 3_000),
      ...written('b', 'letters', 2_000),
      ...written('c', 'letters', 9_000),
      ...written('d', 'others', 8_000),
      { type: 'sla-clock-breached', contact: 'a', queue: 'letters' },
      { type: 'sla-clock-breached', contact: 'b', queue: 'letters' },
      { type: 'sla-clock-stopped', contact: 'b', queue: 'letters', because: 'answered', businessMs: 2_500 },
    ];
    const state = new LiveState(settings);
    payloads.forEach((payload, index) => {
      state.apply({ number: index + 1, at: 1_000, ...payload } satisfies ContactCentreEvent);
    });
    const restored = new LiveState(settings, JSON.parse(JSON.stringify(state.snapshot())));
    for (const each of [state, restored])
      expect(monitorOf(each, shown, 5_000).queues).toMatchObject([
        { queue: 'letters', overdue: 1, nextDue: 9_000 },
        { queue: 'others', overdue: 0, nextDue: 8_000 },
      ]);
  });
});
