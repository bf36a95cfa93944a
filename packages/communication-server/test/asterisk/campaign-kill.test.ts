import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Campaigns, ContactCentre, type ContactCentreEvent } from '../../src/contract.js';
import { Program } from '../support/program.js';
import { AriEvents } from '../support/telephone/ari-events.js';
import { startCarrier } from '../support/telephone/carrier.js';
import { type Dialling, diallingCentre, workUntilDone } from '../support/telephone/dialling-centre.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';
import { until } from '../support/telephone/until.js';

/** By the carrier the digit behind it decides: 1 answers, 2 is busy, 3 does not answer. */
const PREFIX = '+4930200';
const source = new URL('../support/telephone/dialling-centre.ts', import.meta.url);

describe.skipIf(missing)(
  `a campaign that is killed with calls in the air${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    const telephones = new Telephones();
    const { pbx } = telephones;
    const dialling = (name: string, numbers: readonly string[]): Dialling => ({
      ...{ database: join(pbx.folder, `${name}.db`), access: pbx.access, numbers },
    });

    describe('by a carrier', () => {
      let stopCarrier: (() => Promise<void>) | undefined;
      beforeAll(() => {
        stopCarrier = startCarrier(pbx, PREFIX);
      });
      afterAll(() => stopCarrier?.());

      it('calls nobody twice but by its rule, counts whom it has dropped, and comes to its end', async () => {
        const beside = await AriEvents.of(pbx);
        onTestFinished(() => beside.close());
        for (const id of ['agent1', 'agent2']) void (await telephones.agent(id)).pickUpAlways();
        const numbers = Array.from({ length: 30 }, (_, place) => `${PREFIX}${[1, 3, 2][place % 3]}${100 + place}`);
        const given = dialling('carrier', numbers);
        for (const calls of [6, 8]) {
          const program = new Program(source, [JSON.stringify(given)]);
          let dialled = 0;
          for await (const _ of program.lines()) if (++dialled === calls) break;
          await program.kill();
        }
        const running = await diallingCentre(given);
        onTestFinished(() => running.stop());
        await workUntilDone(running);

        const events = await running.get(ContactCentre).events({ limit: 10_000 });
        const of = <Type extends ContactCentreEvent['type']>(type: Type) =>
          events.filter((event): event is Extract<ContactCentreEvent, { type: Type }> => event.type === type);
        const dialled = of('attempt-dialled').map(({ attempt }) => attempt);
        const ended = of('attempt-ended');
        expect(new Set(dialled).size).toBe(dialled.length);
        expect(ended.map(({ attempt }) => attempt).toSorted()).toEqual(dialled.toSorted());
        expect(ended.filter(({ reason }) => reason === 'interrupted').length).toBeGreaterThan(0);

        const called = beside.told.flatMap(({ type, channel }) =>
          type === 'ChannelCreated' && channel?.id.startsWith('caruso.dial.') ? [channel.id.slice(12)] : [],
        );
        expect(new Set(called).size).toBe(called.length);
        expect(dialled).toEqual(expect.arrayContaining(called));

        for (const record of numbers.map((_, place) => `p${place}`)) {
          const outcomes = ended.filter((event) => event.record === record).map(({ outcome }) => outcome);
          expect(outcomes.length).toBeGreaterThan(0);
          expect(outcomes.slice(0, -1)).toEqual(outcomes.length > 1 ? ['failed'] : []);
        }
        const answered = new Set(of('attempt-answered').map(({ attempt }) => attempt));
        for (const { attempt, outcome } of ended)
          if (answered.has(attempt)) expect(outcome).toMatch(/^(answered|dropped)$/);
        const { abandonment } = await running.get(Campaigns).show({ campaign: 'spring' });
        const abandoned = ended.filter(({ outcome, late }) => outcome === 'dropped' || late).length;
        expect(abandonment.abandoned).toBe(abandoned);
        await telephones.silent();
      }, 120_000);
    });

    it('counts somebody who answered when the server was dead already as dropped', async () => {
      const number = `${PREFIX}9`;
      const called = await telephones.outside(number);
      const given = dialling('outside', [number]);
      const program = new Program(source, [JSON.stringify(given)]);
      const attempt = await program.line();
      await called.rings();
      program.freeze();
      called.pickUp();
      await until(
        'a line is up',
        () => telephones.channels(),
        (channels) => channels.some(({ state }) => state === 'Up'),
      );
      await program.kill();
      const running = await diallingCentre(given);
      onTestFinished(() => running.stop());
      await called.over();
      const events = await running.get(ContactCentre).events({ limit: 1_000 });
      expect(events.filter(({ type }) => type === 'attempt-ended')).toMatchObject([
        { attempt, outcome: 'dropped', reason: 'interrupted' },
      ]);
      const { abandonment } = await running.get(Campaigns).show({ campaign: 'spring' });
      expect(abandonment).toMatchObject({ abandoned: 1, of: 1 });
      await telephones.silent();
    }, 60_000);
  },
);
