import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { AriProxy } from '../support/telephone/ari-proxy.js';
import { Phone } from '../support/telephone/phone.js';
import { freePort } from '../support/telephone/ports.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';
import { until } from '../support/telephone/until.js';

describe.skipIf(missing)(`Asterisk and outages${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();
  const { pbx } = telephones;
  let proxy: AriProxy | undefined;
  afterEach(async () => {
    await proxy?.cut();
    proxy = undefined;
  });

  it('goes on with calls that wait, ring and talk when the server is restarted', async () => {
    const { centre } = telephones;
    await centre.start();
    const [ada, bob] = [await telephones.agent('agent1'), await telephones.agent('agent2')];
    const { customer: talking, contact } = await telephones.talk(ada);
    const ringing = await telephones.caller('8001', '4930222');
    await centre.ready('bob');
    await bob.rings();
    const waiting = await telephones.caller('8001', '4930333');
    await centre.contacts(3);
    await centre.stop();

    await centre.start();
    bob.pickUp();
    const accepted = await centre.event('offer-accepted', (await centre.event('contact-connected')).number);
    expect(accepted).toMatchObject({ agent: 'bob' });
    await telephones.bridged(accepted.contact);
    ringing.hangUp();
    await bob.over();
    await centre.centre.hangUp({ agent: 'ada', contact });
    await Promise.all([talking.over(), ada.over()]);
    expect(await centre.centre.contacts({})).toMatchObject([
      { state: 'waiting', from: '4930333' },
      { state: 'wrap-up', from: '4930222' },
      { state: 'wrap-up', from: '4930111' },
    ]);
    waiting.hangUp();
    await centre.event('contact-abandoned');
  });

  it('goes on calling back a customer when the line to Asterisk was cut meanwhile', async () => {
    const { centre } = telephones;
    proxy = await AriProxy.to(pbx.url);
    await centre.start({ url: proxy.url });
    const ada = await telephones.agent();
    const customer = await telephones.caller('8001', '4930777');
    const { contact } = await centre.event('contact-queued');
    await centre.centre.requestCallback({ contact, phone: '4930777' });
    await customer.over();
    const home = await telephones.outside('4930777');
    await centre.ready('ada');
    await ada.rings();
    ada.pickUp();
    await home.rings();
    const { number } = await centre.event('contact-connected');
    await proxy.cut();
    const { number: away } = await centre.event('gateway-lost', number);
    await proxy.mend();
    await centre.event('gateway-restored', away);
    home.pickUp();
    expect(await centre.event('callback-attempted')).toMatchObject({ answered: true });
    await telephones.bridged(contact, 2);
    await centre.centre.hangUp({ agent: 'ada', contact });
    await telephones.silent();
  });

  it('notes who has hung up while the server was down, and ends what belongs to nobody', async () => {
    const { centre } = telephones;
    await centre.start();
    const agent = await telephones.agent();
    const { customer } = await telephones.talk(agent);
    const waiting = await telephones.caller('8001', '4930222');
    await centre.contacts(2);
    await centre.stop();
    customer.hangUp();
    waiting.hangUp();
    await telephones.lines(1);

    await centre.start();
    expect(await centre.event('conversation-ended')).toMatchObject({ by: 'customer' });
    expect(await centre.event('contact-closed')).toMatchObject({ outcome: 'abandoned' });
    await agent.over();
    await telephones.silent();
  });

  it('notes calls as lost that ended with Asterisk itself, and goes on when it is back', async () => {
    const { centre } = telephones;
    await centre.start();
    const agent = await telephones.agent();
    await telephones.talk(agent);
    await telephones.caller('8001', '4930222');
    await centre.contacts(2);
    await pbx.kill();
    await centre.told('The connection to Asterisk was lost');
    await pbx.start();
    expect(await centre.event('conversation-ended')).toMatchObject({ by: 'gateway' });
    expect(await centre.event('contact-closed')).toMatchObject({ outcome: 'lost' });
    await telephones.caller('8001', '4930444');
    await centre.contacts(3);
  });

  it('learns what happened while the line to Asterisk was cut', async () => {
    const { centre } = telephones;
    proxy = await AriProxy.to(pbx.url);
    await centre.start({ url: proxy.url });
    const agent = await telephones.agent();
    const customer = await telephones.caller('8001');
    await centre.event('contact-queued');
    const staying = await telephones.caller('8001', '4930222');
    await centre.contacts(2);
    await proxy.cut();
    await centre.told('The connection to Asterisk was lost');
    customer.hangUp();
    await centre.ready('ada');
    await telephones.lines(1);
    await proxy.mend();
    expect(await centre.event('contact-closed')).toMatchObject({ outcome: 'abandoned' });
    await agent.rings();
    agent.pickUp();
    const { contact } = await centre.event('contact-connected');
    await telephones.bridged(contact);
    staying.hangUp();
    await agent.over();
  });

  /** A talk over the proxy that Asterisk records. */
  async function recordedTalk() {
    const { centre } = telephones;
    const line = await AriProxy.to(pbx.url);
    proxy = line;
    await centre.start({ url: line.url });
    const agent = await telephones.agent();
    const talk = await telephones.talk(agent);
    await centre.centre.record({ contact: talk.contact, consent: 'customer' });
    const { recording } = await centre.event('recording-started');
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    return { ...talk, agent, recording, line };
  }

  it('says that a call is still recorded while the line to Asterisk is cut, and pauses and ends it when it is mended', async () => {
    const { centre } = telephones;
    const { agent, customer, contact, recording, line } = await recordedTalk();
    await line.cut();
    await centre.told('The connection to Asterisk was lost');
    const asked = { contact, dialog: 'd1', step: 's1' };
    await expect(centre.centre.notePrivateQuestion(asked)).rejects.toThrow('is still recorded');
    await expect(centre.centre.notePrivateQuestion(asked)).rejects.toThrow('is still recorded');
    await line.mend();
    await telephones.recording(`caruso.recording.${recording}`, 'paused');
    await until('it is known that nothing is recorded', () =>
      centre.centre.notePrivateQuestion(asked).then(
        () => true,
        () => false,
      ),
    );
    await centre.centre.resumeRecording({ contact });
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    await line.cut();
    await expect(centre.centre.stopRecording({ contact })).rejects.toThrow('is still recorded');
    await line.mend();
    await telephones.recording(`caruso.recording.${recording}`, 'over');
    customer.hangUp();
    await agent.over();
  });

  it('ends recordings that were ended while the line to Asterisk was cut, also when the server is restarted meanwhile', async () => {
    const { centre } = telephones;
    const { agent, customer, contact, recording, line } = await recordedTalk();
    await line.cut();
    await centre.told('The connection to Asterisk was lost');
    await expect(centre.centre.stopRecording({ contact })).rejects.toThrow('is still recorded');
    // One that Asterisk never hears of does not hide the one that it goes on with.
    await centre.centre.record({ contact, consent: 'customer' });
    await expect(centre.centre.stopRecording({ contact })).rejects.toThrow('is still recorded');
    await centre.stop();

    await centre.start({ url: line.url });
    await expect(centre.centre.stopRecording({ contact })).rejects.toThrow('is still recorded');
    await line.mend();
    await telephones.recording(`caruso.recording.${recording}`, 'over');
    await centre.event('gateway-restored');
    await centre.centre.stopRecording({ contact });
    await telephones.bridged(contact);
    customer.hangUp();
    await agent.over();
  });

  it('lets no agent miss an offer while the line to Asterisk is cut', async () => {
    const { centre } = telephones;
    proxy = await AriProxy.to(pbx.url);
    await centre.start({ url: proxy.url }, { offerTimeoutMs: 5_000 });
    const agent = await telephones.agent();
    const customer = await telephones.caller('8001');
    await centre.ready('ada');
    await agent.rings();
    await proxy.cut();
    await centre.event('offer-extended');
    await proxy.mend();
    await centre.event('gateway-restored');
    agent.pickUp();
    const { contact } = await centre.event('contact-connected');
    await telephones.bridged(contact);
    expect((await centre.centre.events({})).filter(({ type }) => type === 'offer-timed-out')).toEqual([]);
    customer.hangUp();
    await agent.over();
  });

  it('asks what exists when something is told that cannot be read', async () => {
    const { centre } = telephones;
    proxy = await AriProxy.to(pbx.url);
    await centre.start({ url: proxy.url });
    const waiting = await telephones.caller('8001');
    const { contact } = await centre.event('contact-queued');
    proxy.say('{"type": "StasisSt');
    proxy.say('{"type": "StasisEnd", "channel": 7}');
    await centre.told('cannot be read');
    expect(await centre.centre.contacts({ contact })).toMatchObject([{ state: 'waiting' }]);
    waiting.hangUp();
    await centre.event('contact-abandoned');
  });

  it('calls the telephone of an agent again that was lost in a talk, and the customer hears music meanwhile', async () => {
    const { centre } = telephones;
    await centre.start();
    const agent = await telephones.agent();
    const { customer, contact } = await telephones.talk(agent);
    await agent.kill();
    await centre.told('was lost in a talk');
    expect(await centre.centre.agent({ agent: 'ada' })).toMatchObject({ state: 'busy', contact: { contact } });
    await telephones.inBridge('caruso.queue.service', 1);
    const again = await telephones.agent();
    await again.rings();
    again.pickUp();
    await telephones.bridged(contact);
    customer.hangUp();
    expect(await centre.event('conversation-ended')).toMatchObject({ by: 'customer' });
  });

  it('notes a call as lost that sends no sound', async () => {
    const { centre } = telephones;
    await centre.start();
    const mute = await Phone.ofCustomer(pbx, '4930999', '127.0.0.3');
    mute.call('8001', pbx);
    await mute.saw('CALL_ESTABLISHED');
    await mute.kill();
    expect(await centre.event('contact-closed')).toMatchObject({ outcome: 'lost' });
  });

  it('starts without Asterisk, says so, and goes on as soon as it is there', async () => {
    const { centre } = telephones;
    proxy = await AriProxy.to(pbx.url);
    await proxy.cut();
    await centre.start({ url: proxy.url });
    expect(centre.lines.join()).toMatch(/error Asterisk cannot be reached.*ECONNREFUSED/);
    await proxy.mend();
    await centre.told('Asterisk is connected');
    const customer = await telephones.caller('8001');
    await centre.event('contact-queued');
    customer.hangUp();
    await centre.event('contact-abandoned');
  });

  it('waits for an Asterisk that is starting', async () => {
    const { centre } = telephones;
    const port = await freePort();
    const starting = createServer((_, answer) => answer.writeHead(503).end('{"message":"Asterisk not booted"}'));
    await new Promise<void>((resolve) => starting.listen(port, '127.0.0.1', resolve));
    await centre.start({ url: `http://127.0.0.1:${port}` });
    expect(centre.lines.join()).toMatch(/error Asterisk cannot be reached.*Asterisk not booted/);
    starting.closeAllConnections();
    starting.close();
  });

  it('does not start with a wrong password', async () => {
    await expect(telephones.centre.start({ password: 'wrong' })).rejects.toThrow(
      'does not accept the user and password (HTTP 401)',
    );
  });

  it('does not start at an address where no Asterisk is', async () => {
    await expect(telephones.centre.start({ url: `${pbx.url}/nowhere` })).rejects.toThrow(
      'is not the REST interface of Asterisk: HTTP 404',
    );
  });
});
