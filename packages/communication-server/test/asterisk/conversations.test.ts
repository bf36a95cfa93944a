import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { configuration } from '../support/centre.js';
import { startCarrier } from '../support/telephone/carrier.js';
import { shareOf } from '../support/telephone/sound.js';
import { withPhones } from '../support/telephone/telephone-centre.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';
import { until } from '../support/telephone/until.js';

/** Everybody serves the queue of the number that is called. */
const agents = withPhones(configuration.agents).map((agent) => ({ ...agent, queues: ['service', 'sales'] }));

describe.skipIf(missing)(`a conversation through Asterisk${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();
  let stopCarrier: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await stopCarrier?.();
    stopCarrier = undefined;
  });
  const talk = async (gateway = {}) => {
    await telephones.centre.start(gateway, { agents });
    const ada = await telephones.agent();
    const { customer, contact } = await telephones.talk(ada);
    return { ada, customer, contact, centre: telephones.centre.centre };
  };

  const notInAsterisk = (recording: string) =>
    until(
      'Asterisk does not keep the recording',
      () => telephones.pbx.ari<readonly { name: string }[]>('recordings/stored'),
      (stored) => stored.every(({ name }) => !name.includes(recording)),
    );

  it('is put on hold with music, and goes on', async () => {
    const { contact, centre } = await talk();
    await centre.hold({ agent: 'ada', contact });
    await telephones.inBridge('caruso.queue.service', 1);
    await telephones.bridged(contact, 1);
    await centre.retrieve({ agent: 'ada', contact });
    await telephones.bridged(contact, 2);
  });

  it('is given to another queue, where the next agent takes it', async () => {
    const { ada, contact, centre } = await talk();
    await centre.transfer({ agent: 'ada', contact, to: { queue: 'sales' } });
    await ada.over();
    await telephones.inBridge('caruso.queue.sales', 1);
    const bob = await telephones.agent('agent2');
    await telephones.centre.ready('bob');
    await bob.rings();
    bob.pickUp();
    await telephones.bridged(contact);
    expect(await centre.agent({ agent: 'bob' })).toMatchObject({ state: 'busy', contact: { contact } });
  });

  it('is given to a colleague who was asked before, while the customer heard music', async () => {
    const { ada, contact, centre } = await talk();
    const bob = await telephones.agent('agent2', 700);
    await telephones.centre.ready('bob');
    await centre.consult({ agent: 'ada', contact, with: { agent: 'bob' } });
    await telephones.inBridge('caruso.queue.service', 1);
    await bob.rings();
    bob.pickUp();
    await telephones.centre.event('consultation-answered');
    await telephones.bridged(contact, 2);
    await telephones.hears(bob, 1_000);
    await centre.completeTransfer({ agent: 'ada', contact });
    await ada.over();
    await telephones.hears(bob, 440);
    await telephones.bridged(contact, 2);
    bob.hangUp();
    expect(
      await telephones.centre.event(
        'conversation-ended',
        (await telephones.centre.event('contact-transferred')).number,
      ),
    ).toMatchObject({ agent: 'bob', by: 'agent' });
  });

  it('becomes a conference of three, in which who hangs up leaves the others', async () => {
    const { ada, customer, contact, centre } = await talk();
    const bob = await telephones.agent('agent2', 700);
    await telephones.centre.ready('bob');
    await centre.consult({ agent: 'ada', contact, with: { agent: 'bob' } });
    await bob.rings();
    bob.pickUp();
    await telephones.centre.event('consultation-answered');
    await centre.joinConference({ agent: 'ada', contact });
    await telephones.bridged(contact, 3);
    bob.hangUp();
    await telephones.centre.event('conference-left');
    await telephones.bridged(contact, 2);
    customer.hangUp();
    await ada.over();
  });

  it('lets the others of a conference wait with music while its agent asks somebody else', async () => {
    const { ada, customer, contact, centre } = await talk();
    const [bob, cleo] = [await telephones.agent('agent2', 700), await telephones.agent('agent3', 2_000)];
    await telephones.centre.ready('bob', 'cleo');
    await centre.consult({ agent: 'ada', contact, with: { agent: 'bob' } });
    await bob.rings();
    bob.pickUp();
    const { number } = await telephones.centre.event('consultation-answered');
    await centre.joinConference({ agent: 'ada', contact });
    await telephones.bridged(contact, 3);
    await centre.consult({ agent: 'ada', contact, with: { agent: 'cleo' } });
    await cleo.rings();
    cleo.pickUp();
    await telephones.centre.event('consultation-answered', number);
    await telephones.inBridge('caruso.queue.service', 2);
    await telephones.bridged(contact, 2);
    await telephones.hears(ada, 2_000);
    expect(Math.max(...shareOf(2_000, bob.heard), ...shareOf(2_000, customer.heard))).toBeLessThan(0.05);
    await centre.cancelConsultation({ agent: 'ada', contact });
    await cleo.over();
    await telephones.bridged(contact, 3);
    customer.hangUp();
    await Promise.all([ada.over(), bob.over()]);
  });

  it('goes on when the colleague who is asked does not answer', async () => {
    const { contact, centre } = await talk();
    const bob = await telephones.agent('agent2');
    await telephones.centre.ready('bob');
    await centre.consult({ agent: 'ada', contact, with: { agent: 'bob' } });
    await bob.rings();
    bob.hangUp();
    expect(await telephones.centre.event('consultation-ended')).toMatchObject({ because: 'rejected' });
    await telephones.bridged(contact, 2);
  });

  it('is given to somebody outside who was asked before', async () => {
    const { ada, contact, centre } = await talk();
    const outside = await telephones.outside('4940555');
    await centre.consult({ agent: 'ada', contact, with: { number: '4940555' } });
    await outside.rings();
    outside.pickUp();
    await telephones.centre.event('consultation-answered');
    await centre.completeTransfer({ agent: 'ada', contact });
    await ada.over();
    await telephones.bridged(contact, 2);
    await telephones.hears(outside, 440);
    outside.hangUp();
    expect(await telephones.centre.event('contact-closed')).toMatchObject({ outcome: 'transferred' });
  });

  it('is given to a number without asking, and ends there', async () => {
    const { ada, customer, contact, centre } = await talk();
    const outside = await telephones.outside('4940556');
    await centre.transfer({ agent: 'ada', contact, to: { number: '4940556' } });
    await ada.over();
    await outside.rings();
    outside.pickUp();
    await telephones.bridged(contact, 2);
    customer.hangUp();
    await outside.over();
    expect(await telephones.centre.event('contact-closed')).toMatchObject({ outcome: 'transferred' });
  });

  it('comes back when the number to which it was given cannot be reached', async () => {
    const { ada, customer, contact, centre } = await talk();
    stopCarrier = startCarrier(telephones.pbx);
    await centre.transfer({ agent: 'ada', contact, to: { number: '4001' } });
    await ada.over();
    expect(await telephones.centre.event('transfer-failed')).toMatchObject({ because: 'unknown-number' });
    await telephones.inBridge('caruso.queue.service', 1);
    await centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done' });
    await ada.rings();
    ada.pickUp();
    await telephones.bridged(contact);
    customer.hangUp();
    await ada.over();
  });

  it('is recorded, but not while the recording is paused', async () => {
    const folder = join(telephones.pbx.folder, 'kept');
    const { ada, customer, contact, centre } = await talk({ recordings: folder });
    await centre.record({ contact, consent: 'customer' });
    const { recording } = await telephones.centre.event('recording-started');
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    await telephones.hears(ada, 440, { pieces: 3 });
    await centre.pauseRecording({ contact });
    await telephones.recording(`caruso.recording.${recording}`, 'paused');
    await centre.resumeRecording({ contact });
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    customer.hangUp();
    const file = join(folder, `${recording}.wav`);
    await until('the recording is kept', () => existsSync(file));
    expect(shareOf(440, file).some((share) => share > 0.3)).toBe(true);
    expect(shareOf(1_000, file).some((share) => share > 0.3)).toBe(true);
    await notInAsterisk(recording);
  });

  it('goes on when its recording is ended, of which what was recorded is kept', async () => {
    const folder = join(telephones.pbx.folder, 'ended');
    const { ada, contact, centre } = await talk({ recordings: folder });
    await centre.record({ contact, consent: 'customer' });
    const { recording } = await telephones.centre.event('recording-started');
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    await telephones.hears(ada, 440, { pieces: 3 });
    await centre.stopRecording({ contact });
    const file = join(folder, `${recording}.wav`);
    await until('the recording is kept', () => existsSync(file));
    expect(shareOf(440, file).some((share) => share > 0.3)).toBe(true);
    await notInAsterisk(recording);
    await telephones.bridged(contact, 2);
    await centre.record({ contact, consent: 'customer' });
    const { recording: another } = await telephones.centre.event(
      'recording-started',
      (await telephones.centre.event('recording-stopped')).number,
    );
    await telephones.recording(`caruso.recording.${another}`, 'recording');
  });

  it('is not recorded while its agent asks a colleague and the customer hears music, but is again when they are back', async () => {
    const folder = join(telephones.pbx.folder, 'consulted');
    const { ada, customer, contact, centre } = await talk({ recordings: folder });
    const bob = await telephones.agent('agent2', 700);
    await telephones.centre.ready('bob');
    await centre.record({ contact, consent: 'customer' });
    const { recording } = await telephones.centre.event('recording-started');
    await telephones.hears(ada, 440, { pieces: 3 });
    await centre.consult({ agent: 'ada', contact, with: { agent: 'bob' } });
    await telephones.recording(`caruso.recording.${recording}`, 'paused');
    await bob.rings();
    bob.pickUp();
    const { number } = await telephones.centre.event('consultation-answered');
    await telephones.hears(ada, 700, { pieces: 3 });
    expect(Math.max(...shareOf(700, customer.heard))).toBeLessThan(0.05);
    await centre.completeTransfer({ agent: 'ada', contact });
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    const heard = shareOf(440, bob.heard).filter((share) => share > 0.3).length;
    await telephones.hears(bob, 440, { pieces: heard + 3 });
    customer.hangUp();
    await telephones.centre.event('recording-stopped', number);
    const file = join(folder, `${recording}.wav`);
    await until('the recording is kept', () => existsSync(file));
    const together = { bob: shareOf(700, file), ada: shareOf(1_000, file), customer: shareOf(440, file) };
    // Whoever speaks in the recording speaks with the customer, whose sound may have a hole for a moment.
    const alone = together.customer.map(
      (share, piece) => share <= 0.2 && Math.max(together.bob[piece] ?? 0, together.ada[piece] ?? 0) > 0.2,
    );
    expect(longestRun(alone)).toBeLessThan(3);
    expect(Math.max(...together.bob)).toBeGreaterThan(0.2);
  });

  it('is recorded no more from the moment in which it is given to another queue', async () => {
    const folder = join(telephones.pbx.folder, 'given');
    const { ada, contact, centre } = await talk({ recordings: folder });
    await centre.record({ contact, consent: 'customer' });
    const { recording } = await telephones.centre.event('recording-started');
    await telephones.hears(ada, 440, { pieces: 2 });
    await centre.transfer({ agent: 'ada', contact, to: { queue: 'sales' } });
    await until('the recording is kept while nobody has answered', () => existsSync(join(folder, `${recording}.wav`)));
    await notInAsterisk(recording);
    await telephones.inBridge('caruso.queue.sales', 1);
  });

  it('is not recorded at a private question, nor is what a supervisor whispers', async () => {
    const folder = join(telephones.pbx.folder, 'private');
    const { ada, customer, contact, centre } = await talk({ recordings: folder });
    const cleo = await telephones.agent('agent3', 2_000);
    await centre.record({ contact, consent: 'customer' });
    const { recording } = await telephones.centre.event('recording-started');
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    await centre.supervise({ supervisor: 'cleo', contact, mode: 'whisper' });
    await cleo.rings();
    cleo.pickUp();
    await telephones.hears(ada, 2_000, { pieces: 2 });
    await centre.notePrivateQuestion({ contact, dialog: 'd1', step: 's1' });
    await telephones.recording(`caruso.recording.${recording}`, 'paused');
    await centre.supervise({ supervisor: 'cleo', contact, mode: 'barge' });
    await telephones.hears(customer, 2_000, { pieces: 2 });
    cleo.hangUp();
    await telephones.centre.event('supervision-ended');
    await telephones.bridged(contact, 2);
    await centre.notePrivateQuestion({ contact, dialog: 'd1' });
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    const heard = shareOf(440, ada.heard).filter((share) => share > 0.3).length;
    await telephones.hears(ada, 440, { pieces: heard + 2 });
    customer.hangUp();
    const file = join(folder, `${recording}.wav`);
    await until('the recording is kept', () => existsSync(file));
    expect(Math.max(...shareOf(440, file))).toBeGreaterThan(0.3);
    expect(Math.max(...shareOf(2_000, file))).toBeLessThan(0.05);
  });

  it('stays unrecorded over a restart of the server while its recording is paused, and is recorded again after it', async () => {
    const folder = join(telephones.pbx.folder, 'restarted');
    const { ada, customer, contact, centre } = await talk({ recordings: folder });
    await centre.record({ contact, consent: 'customer' });
    const { recording } = await telephones.centre.event('recording-started');
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    await centre.pauseRecording({ contact });
    await telephones.recording(`caruso.recording.${recording}`, 'paused');
    await telephones.centre.stop();
    await telephones.centre.start({ recordings: folder }, { agents });
    await telephones.centre.told('Asterisk answers');
    await telephones.recording(`caruso.recording.${recording}`, 'paused');
    await telephones.centre.centre.resumeRecording({ contact });
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    await telephones.centre.centre.hold({ agent: 'ada', contact });
    await telephones.recording(`caruso.recording.${recording}`, 'paused');
    customer.hangUp();
    await ada.over();
    await until('the recording is kept', () => existsSync(join(folder, `${recording}.wav`)));
  });

  it('is recorded from when the customer is back, where that was begun while he was on hold', async () => {
    const { contact, centre } = await talk();
    await centre.hold({ agent: 'ada', contact });
    await telephones.inBridge('caruso.queue.service', 1);
    await centre.record({ contact, consent: 'customer' });
    const { recording } = await telephones.centre.event('recording-started');
    await telephones.centre.event('recording-paused');
    await centre.retrieve({ agent: 'ada', contact });
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
  });

  it('is kept, however short what was recorded is', async () => {
    const folder = join(telephones.pbx.folder, 'short');
    const { customer, contact, centre } = await talk({ recordings: folder });
    await centre.record({ contact, consent: 'customer' });
    const { recording } = await telephones.centre.event('recording-started');
    await telephones.recording(`caruso.recording.${recording}`, 'recording');
    customer.hangUp();
    await until('the recording is kept', () => existsSync(join(folder, `${recording}.wav`)));
    await notInAsterisk(recording);
  });

  it('is heard by a supervisor, who whispers to the agent and then takes part', async () => {
    const { ada, customer, contact, centre } = await talk();
    const cleo = await telephones.agent('agent3', 2_000);
    await centre.supervise({ supervisor: 'cleo', contact, mode: 'listen' });
    await cleo.rings();
    cleo.pickUp();
    await telephones.hears(cleo, 440);
    await telephones.hears(cleo, 1_000);
    await centre.supervise({ supervisor: 'cleo', contact, mode: 'whisper' });
    await telephones.hears(ada, 2_000);
    expect(Math.max(...shareOf(2_000, customer.heard))).toBeLessThan(0.05);
    await centre.supervise({ supervisor: 'cleo', contact, mode: 'barge' });
    await telephones.bridged(contact, 3);
    await telephones.hears(customer, 2_000);
    cleo.hangUp();
    await telephones.centre.event('supervision-ended');
    await telephones.bridged(contact, 2);
  });

  it('begins with a call back for a customer who has pressed the key for it while he waited', async () => {
    const queues = configuration.queues.map((queue) => ({ ...queue, callback: { key: '1' } }));
    await telephones.centre.start({}, { agents, queues });
    const ada = await telephones.agent();
    const customer = await telephones.caller('8001', '4930777');
    const { contact } = await telephones.centre.event('contact-queued');
    await customer.press('1');
    expect(await telephones.centre.event('callback-requested')).toMatchObject({ contact, phone: '4930777' });
    await customer.over();
    const home = await telephones.outside('4930777');
    await telephones.centre.ready('ada');
    await ada.rings();
    ada.pickUp();
    await home.rings();
    home.pickUp();
    expect(await telephones.centre.event('callback-attempted')).toMatchObject({ answered: true });
    await telephones.bridged(contact, 2);
    home.hangUp();
    expect(await telephones.centre.event('conversation-ended')).toMatchObject({ by: 'customer' });
    await ada.over();
  });
});

/** How many pieces in a row are meant at most. */
function longestRun(pieces: readonly boolean[]): number {
  const runs = pieces
    .map((is) => (is ? 'x' : ' '))
    .join('')
    .split(' ');
  return Math.max(...runs.map(({ length }) => length));
}
