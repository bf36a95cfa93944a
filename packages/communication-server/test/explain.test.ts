import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualGateway } from './support/manual-gateway.js';
import { TestCentre } from './support/running.js';

const gateway = new ManualGateway();
let test: TestCentre;
beforeEach(() => {
  test = new TestCentre({ gateways: [gateway] });
});
afterEach(() => test.close());

describe('explain', () => {
  it('gives every decision about a contact as it was stored and as it is decided again, with everybody', async () => {
    const { centre } = await test.start();
    for (const agent of ['ada', 'bob', 'cleo']) await centre.logIn({ agent });
    await centre.setReady({ agent: 'ada' });
    await centre.setReady({ agent: 'bob' });
    const contact = await gateway.call('call-1');
    test.clock.advance(10_000);
    await centre.setReady({ agent: 'ada' });
    const explanations = await centre.explain({ contact });
    expect(explanations.map(({ agent, again }) => [agent, again.agrees])).toEqual([
      ['ada', true],
      ['bob', true],
    ]);
    const [first, second] = explanations;
    expect(first?.again.reason?.candidates.map(({ agent }) => agent)).toEqual(['ada', 'bob']);
    expect(second?.reason.excluded).toEqual([{ agent: 'ada', because: 'not-ready (no-answer)' }]);
    expect(second?.reason.contact).toEqual({ priority: 0, waitedMs: 10_000 });
  });

  it('refuses a contact that is not in the log', async () => {
    const { centre } = await test.start();
    await expect(centre.explain({ contact: 'none' })).rejects.toThrow('There is no contact "none"');
  });

  it('decides again what was decided before a restart', async () => {
    const first = await test.start();
    await first.centre.logIn({ agent: 'bob' });
    await first.centre.setReady({ agent: 'bob' });
    const contact = await gateway.call('call-1');
    await first.running.stop();
    const second = await test.start();
    expect(await second.centre.explain({ contact })).toMatchObject([{ agent: 'bob', again: { agrees: true } }]);
  });
});

describe('a conversation', () => {
  it('is held, talked over and handed on through the contract, and both agents see it', async () => {
    const { centre } = await test.start();
    for (const agent of ['ada', 'bob']) await centre.logIn({ agent });
    await centre.setReady({ agent: 'ada' });
    const contact = await gateway.call('call-1');
    const { offer } = await centre.agent({ agent: 'ada' });
    await centre.accept({ agent: 'ada', reservation: offer?.reservation ?? '' });
    await centre.setReady({ agent: 'bob' });
    expect(await centre.consult({ agent: 'ada', contact, with: { agent: 'bob' } })).toMatchObject({
      contact: { consultation: { by: 'ada', with: { agent: 'bob' }, answered: false } },
    });
    const asked = await centre.agent({ agent: 'bob' });
    expect(asked).toMatchObject({ state: 'reserved', offer: { contact: { contact } } });
    await centre.accept({ agent: 'bob', reservation: asked.offer?.reservation ?? '' });
    expect(await centre.completeTransfer({ agent: 'ada', contact })).toMatchObject({ state: 'wrap-up' });
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'busy', contact: { contact, agent: 'bob' } });
    expect(gateway.seen.map(({ type }) => type)).toContain('contact-taken-over');
  });
});
