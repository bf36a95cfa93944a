import { afterEach, describe, expect, it } from 'vitest';
import { AriProxy } from '../support/telephone/ari-proxy.js';
import type { Phone } from '../support/telephone/phone.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';
import { until } from '../support/telephone/until.js';

const OFFER = { offerTimeoutMs: 3_000 };
const laterThan = (time: number) =>
  until(
    `it is later than ${time}`,
    () => Date.now(),
    (now) => now > time,
  );

describe.skipIf(missing)(`an offer in an outage${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();
  let proxy: AriProxy | undefined;
  afterEach(async () => {
    await proxy?.cut();
    proxy = undefined;
  });

  /** The telephone of an agent rings for a caller until a deadline. */
  const rung = async (gateway = {}) => {
    const { centre } = telephones;
    await centre.start(gateway, OFFER);
    const ada = await telephones.agent();
    await telephones.caller('8001');
    await centre.ready('ada');
    await ada.rings();
    const { deadline } = await centre.event('offer-made');
    return { ada, deadline };
  };

  /** Asterisk keeps no telephone for an application that is not there: who picks up is hung up. */
  const picksUpInVain = async (agent: Phone) => {
    agent.pickUp();
    await agent.over();
  };

  /** The telephone rings once more, and its agent has missed nothing. */
  const ringsAgain = async (agent: Phone, pickedUpAfter = 0) => {
    const { centre } = telephones;
    await agent.rings();
    await laterThan(pickedUpAfter);
    agent.pickUp();
    const { contact } = await centre.event('contact-connected');
    await telephones.bridged(contact);
    const events = await centre.centre.events({ limit: 1_000 });
    expect(events.filter(({ type }) => type === 'offer-made')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'offer-timed-out' || type === 'offer-rejected')).toEqual([]);
  };

  it('rings again when its time went by while the server was down, and connects who picks up then', async () => {
    const { centre } = telephones;
    const { ada, deadline } = await rung();
    await centre.stop();
    await picksUpInVain(ada);
    await laterThan(deadline);
    await centre.start({}, OFFER);
    await ringsAgain(ada);
  });

  it('that goes on ringing while the server is down is accepted by who picks up when it is back', async () => {
    const { centre } = telephones;
    const { ada, deadline } = await rung();
    await centre.stop();
    await laterThan(deadline);
    await centre.start({}, OFFER);
    ada.pickUp();
    const { contact } = await centre.event('contact-connected');
    await telephones.bridged(contact);
    expect(ada.hasSeen('CALL_INCOMING')).toBe(false);
  });

  it('rings again when it was picked up while the line to Asterisk was cut, for its whole time', async () => {
    const { centre } = telephones;
    proxy = await AriProxy.to(telephones.pbx.url);
    const { ada, deadline } = await rung({ url: proxy.url });
    await proxy.cut();
    await centre.event('gateway-lost');
    await picksUpInVain(ada);
    await laterThan(deadline - 1_500);
    await proxy.mend();
    await ringsAgain(ada, deadline + 200);
  });
});
