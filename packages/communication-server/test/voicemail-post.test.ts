import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Gateway, OwnLetter } from '../src/gateways/gateway.js';
import { AnsweringMachine } from './support/mail/answering-machine.js';
import { TestCentre } from './support/running.js';

const posted: OwnLetter[] = [];
const post: Gateway = {
  id: 'post',
  sendsMail: true,
  open: () => ({
    departures: [],
    start: () => {},
    happened: () => {},
    close: () => {},
    post: async (letter) => {
      posted.push(letter);
    },
  }),
};
const letters = {
  ...{ id: 'letters', name: 'Letters', channel: 'mail' as const, dispositions: [] },
  serviceLevel: { seconds: 60, target: 0.8 },
  voicemailTo: 'team@works.test',
};

const machine = new AnsweringMachine();
let test: TestCentre;
beforeEach(async () => {
  posted.length = 0;
  test = new TestCentre({ agents: [], queues: [letters], gateways: [machine, post] });
  await test.start();
});
afterEach(() => test.close());

/** Lets time go by until a letter is posted; returns how many seconds that took. */
async function secondsUntilPosted(): Promise<number> {
  const from = test.clock.now();
  await vi.waitFor(() => {
    if (posted.length === 0) test.clock.advance(10_000);
    expect(posted).toHaveLength(1);
  }, 20_000);
  return (test.clock.now() - from) / 1_000;
}

describe('a message left by telephone whose sound cannot be had', () => {
  it('is mailed with it as soon as it can', async () => {
    machine.failures = 2;
    await machine.record('call-1');
    expect(await secondsUntilPosted()).toBeGreaterThanOrEqual(20);
    expect(posted[0]?.files).toHaveLength(1);
  });

  it('is mailed without it in the end, and says so', async () => {
    machine.failures = 1_000;
    await machine.record('call-2');
    expect(await secondsUntilPosted()).toBeGreaterThanOrEqual(600);
    expect(posted[0]).toMatchObject({ files: [], text: expect.stringContaining('The sound could not be had.') });
  });
});
