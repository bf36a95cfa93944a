import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readKeys, scriptEngine, voiceTurn } from '@caruso/script-engine';
import { Dialogs } from '@caruso/script-engine/contract';
import { describe, expect, it } from 'vitest';
import type { VoiceOptions } from '../../src/asterisk.js';
import type { Phone } from '../support/telephone/phone.js';
import { loudness } from '../support/telephone/sound.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';
import { until } from '../support/telephone/until.js';

const RECEPTION = `<script id="reception" version="1" lang="en" title="Reception" on="ivr">
  <voice tries="2" timeout="1s" bargein="yes"/>
  <question id="topic" type="choice">
    <text>Hello.</text>
    <option value="number" key="1">numbers</option>
    <option value="bye" key="2">the end</option>
    <voice><retry on="exhausted"><go to="colleague"/></retry></voice>
  </question>
  <go when="answers.topic == 'bye'" to="bye"/>
  <question id="number" type="digits">
    <text>Number?</text>
    <voice timeout="5s"/>
  </question>
  <end id="colleague" outcome="handed-over" handover="sales"><text>One moment.</text></end>
  <end id="bye" outcome="done"><text>Goodbye.</text></end>
</script>`;

describe.skipIf(missing)(`a caller who is led by a script${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();
  let folder: string;
  const start = async (voice: Partial<VoiceOptions> = {}, fallback = 'service') => {
    folder = join(telephones.pbx.folder, 'scripts');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'reception.xml'), RECEPTION);
    const speechFolder = join(telephones.pbx.folder, 'speech');
    await telephones.centre.start(
      { voice: { voiceTurn, readKeys, speechFolder, ...voice } },
      { numbers: { '8000': { script: 'reception', fallback }, '8001': 'service' } },
      [scriptEngine({ scripts: folder })],
    );
  };
  const call = async (): Promise<{ phone: Phone; contact: string; dialog: string }> => {
    const phone = await telephones.caller('8000');
    const { contact, dialog = '' } = await telephones.centre.event('contact-annotated');
    return { phone, contact, dialog };
  };
  const history = async (dialog: string) =>
    (await telephones.centre.get(Dialogs).history({ dialog })).map(({ event, node, value }) => [event, node, value]);
  const stands = (dialog: string, node: string) =>
    until(
      `the dialog stands at ${node}`,
      () => telephones.centre.get(Dialogs).show({ dialog }),
      (shown) => shown.node.id === node,
    );

  it('answers by keys, is handed to a queue, and the agent finds the answers', async () => {
    await start();
    const { phone, contact, dialog } = await call();
    await phone.press('1');
    await stands(dialog, 'number');
    await phone.press('4711#');
    expect(await telephones.centre.event('contact-queued')).toMatchObject({ contact, queue: 'sales' });
    expect(await history(dialog)).toContainEqual(['answer', 'number', '4711']);
    const agent = await telephones.agent();
    await telephones.centre.ready('ada');
    await agent.rings();
    agent.pickUp();
    await telephones.bridged(contact);
    expect(await telephones.centre.centre.agent({ agent: 'ada' })).toMatchObject({ contact: { dialog } });
    agent.hangUp();
    await phone.over();
  });

  it('hears what is spoken, and the call ends with the script', async () => {
    await start();
    const { phone, contact } = await call();
    await phone.press('2');
    await phone.over();
    expect(await telephones.centre.centre.contacts({ contact })).toMatchObject([{ outcome: 'self-served' }]);
    expect(loudness(phone.heard)).toBeGreaterThan(500);
    expect(readdirSync(join(telephones.pbx.folder, 'speech')).length).toBeGreaterThan(2);
  });

  it('is handed over when nothing is pressed', async () => {
    telephones.pbx.tone('beep', 700);
    const speak: VoiceOptions['speak'] = ({ file }) => copyFile(join(telephones.pbx.sounds, 'beep.wav'), file);
    await start({ speak, speechFolder: join(telephones.pbx.folder, 'beeps') });
    const { contact } = await call();
    expect(await telephones.centre.event('contact-queued')).toMatchObject({ contact, queue: 'sales' });
  });

  it('hears again where the dialog stands when the server is restarted', async () => {
    await start();
    const { phone, dialog } = await call();
    await phone.press('1');
    await stands(dialog, 'number');
    await telephones.centre.stop();
    await start();
    await telephones.lines(1);
    await phone.press('99#');
    expect(await telephones.centre.event('contact-queued')).toMatchObject({ queue: 'sales' });
    expect(await history(dialog)).toContainEqual(['answer', 'number', '99']);
  });

  it('leaves the script by hanging up', async () => {
    await start();
    const { phone, contact } = await call();
    phone.hangUp();
    expect(await telephones.centre.event('contact-closed')).toMatchObject({ contact, outcome: 'self-served' });
  });

  it('waits in the queue that stands by when the script cannot go on', async () => {
    const speak = () => Promise.reject(new Error('no voice today'));
    await start({ speak, speechFolder: join(telephones.pbx.folder, 'none') });
    const { contact } = await call();
    expect(await telephones.centre.event('contact-queued')).toMatchObject({ contact, queue: 'service' });
    expect(telephones.centre.lines.join()).toMatch(/error A script cannot go on.*could not be spoken: no voice today/);
  });

  it('hears what a human has spoken where there is such a sound', async () => {
    const spoken: string[] = [];
    const speak: VoiceOptions['speak'] = async ({ text, file }) => {
      spoken.push(text);
      await copyFile(join(telephones.pbx.sounds, 'hello.wav'), file);
    };
    telephones.pbx.tone('hello', 700);
    await start({ speak, speechFolder: join(telephones.pbx.folder, 'other'), sounds: { 'Hello.': 'custom/hello' } });
    const { phone } = await call();
    await telephones.hears(phone, 700, { share: 0.8 });
    await phone.press('2');
    await phone.over();
    expect(spoken).not.toContain('Hello.');
    expect(spoken).toContain('Goodbye.');
  });

  it('is given to a script by the agent after the conversation, who finishes the wrap-up meanwhile', async () => {
    await start();
    const phone = await telephones.caller('8001');
    const agent = await telephones.agent();
    await telephones.centre.ready('ada');
    await agent.rings();
    agent.pickUp();
    const { contact } = await telephones.centre.event('contact-connected');
    await telephones.bridged(contact);
    const { centre } = telephones.centre;
    expect(await centre.scriptsFor({ contact })).toEqual([{ id: 'reception', title: 'Reception' }]);
    await centre.transfer({ agent: 'ada', contact, to: { script: 'reception' } });
    const { dialog = '' } = await telephones.centre.event('contact-annotated');
    await stands(dialog, 'topic');
    await phone.press('1');
    await stands(dialog, 'number');
    await centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done' });
    await phone.press('4711#');
    await until(
      'the contact is in the queue for sales',
      () => centre.contacts({ contact }),
      ([found]) => found?.queue === 'sales',
    );
    expect(await history(dialog)).toContainEqual(['answer', 'number', '4711']);
  });

  it('is given to a script also when he was called back', async () => {
    await start();
    const phone = await telephones.caller('8001', '4930777');
    const { contact } = await telephones.centre.event('contact-queued');
    const { centre } = telephones.centre;
    await centre.requestCallback({ contact, phone: '4930777' });
    await phone.over();
    const [home, agent] = [await telephones.outside('4930777'), await telephones.agent()];
    await telephones.centre.ready('ada');
    await agent.rings();
    agent.pickUp();
    await home.rings();
    home.pickUp();
    await telephones.bridged(contact);
    await centre.transfer({ agent: 'ada', contact, to: { script: 'reception' } });
    const { dialog = '' } = await telephones.centre.event('contact-annotated');
    await stands(dialog, 'topic');
    await home.press('2');
    await home.over();
    expect(await telephones.centre.event('contact-closed')).toMatchObject({ contact, outcome: 'self-served' });
  });
});
