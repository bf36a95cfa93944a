import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatCentre } from '../support/webchat/chat-centre.js';
import type { Visitor } from '../support/webchat/visitor.js';

const reception = `<?xml version="1.0"?>
<script id="reception" version="1" lang="en" languages="en" title="Reception" on="chat">
  <info id="hello"><text>Welcome to the works.</text></info>
  <question id="topic" type="choice">
    <text>What is it about?</text>
    <option value="bill">A bill</option>
    <option value="other">Something else</option>
    <go when="answers.topic == 'other'" to="people"/>
  </question>
  <question id="pin" type="text" private="yes"><text>Your PIN?</text></question>
  <end id="done" outcome="told"><text>Your bill is paid.</text></end>
  <end id="people" outcome="handover" handover="chats"><text>A colleague takes over.</text></end>
</script>`;

let house: ChatCentre;
let anna: Visitor;
beforeEach(() => {
  house = new ChatCentre();
  anna = house.visitor();
});
afterEach(async () => {
  await anna.vanish();
  await house.close();
});
const start = () => house.start({ scripts: { reception }, answers: { script: 'reception', fallback: 'chats' } });

describe('a chat that a script leads', () => {
  it('speaks first, reads numbers as choices, and hands over to the queue', async () => {
    await start();
    await anna.come();
    await anna.until(() => anna.messages.length === 2);
    expect(anna.standingNow).toEqual({ state: 'bot' });
    await anna.write('2');
    await anna.standing('waiting');
    expect(anna.said).toEqual([
      'bot: Welcome to the works.',
      'bot: What is it about?\n1. A bill\n2. Something else\nAnswer with a number.',
      'visitor: 2',
      'bot: A colleague takes over.',
    ]);
    await house.ready('ada');
    const { contact, dialog } = await house.accept();
    expect(dialog).toBeDefined();
    const shown = await house.centre.messages({ contact });
    expect(shown.map(({ direction, automatic }) => `${direction} ${automatic}`)).toEqual([
      'out true',
      'out true',
      'in false',
      'out true',
    ]);
  });

  it('keeps a private answer from every eye, and ends without an agent', async () => {
    await start();
    await anna.come();
    await anna.until(() => anna.messages.length === 2);
    await anna.write('a bill');
    await anna.until(() => anna.said.includes('bot: Your PIN?'));
    const { text } = await anna.write('4711');
    expect(text).toBe('•••');
    await anna.standing('over');
    const [contact] = await house.centre.contacts({});
    expect(contact).toMatchObject({ outcome: 'self-served', channel: 'chat' });
    const shown = await house.centre.messages({ contact: contact?.contact ?? '' });
    expect(JSON.stringify(shown)).not.toMatch(/\b4711\b/);
    expect(shown.at(-1)?.text).toBe('Your bill is paid.');
  });

  it('says nothing twice when the visitor comes back, nor when an answer is sent again', async () => {
    await start();
    await anna.come();
    await anna.until(() => anna.messages.length === 2);
    await anna.vanish();
    await anna.come();
    const id = randomUUID();
    anna.send({ type: 'message', id, text: '1' });
    anna.send({ type: 'message', id, text: '1' });
    await anna.until(() => anna.messages.filter((message) => message.id === id).length === 2);
    await anna.vanish();
    await anna.come({ after: 0 });
    await anna.until(() => anna.messages.filter(({ text }) => text === 'Your PIN?').length === 2);
    const again = anna.messages.slice(-4).map(({ number, text }) => `${number} ${text.split('\n')[0]}`);
    expect(again).toEqual(['1 Welcome to the works.', '2 What is it about?', '3 1', '4 Your PIN?']);
  });

  it('goes to people when it cannot be led by a script', async () => {
    await house.start({ answers: { script: 'reception', fallback: 'chats' } });
    await anna.come();
    await anna.standing('waiting');
    expect((await house.centre.contacts({}))[0]).toMatchObject({ queue: 'chats', state: 'waiting' });
  });
});

describe('a visitor who leaves', () => {
  it('has abandoned the queue when the time of absence is over', async () => {
    await house.start({ answers: { queue: 'chats', absence: 0.2 } });
    await anna.come();
    await anna.write('Hello');
    const { contact } = (await house.centre.contacts({}))[0] ?? {};
    await anna.vanish();
    for await (const event of house.centre.followEvents({ after: 0 }))
      if (event.type === 'contact-closed') {
        expect(event).toMatchObject({ contact, outcome: 'abandoned' });
        break;
      }
    await anna.come();
    expect(anna.standingNow).toEqual({ state: 'over' });
  });

  it('ends the conversation at once by saying so; the agent finishes the wrap-up', async () => {
    await house.start();
    await anna.come();
    await anna.write('Hello');
    await house.ready('ada');
    await house.accept();
    anna.send({ type: 'leave' });
    await anna.standing('over');
    const { contacts } = await house.centre.agent({ agent: 'ada' });
    expect(contacts).toMatchObject([{ state: 'wrap-up' }]);
    expect(await house.event('conversation-ended')).toMatchObject({ by: 'customer' });
  });

  it('gives up the dialog', async () => {
    await start();
    await anna.come();
    await anna.until(() => anna.messages.length === 2);
    anna.send({ type: 'leave' });
    await anna.standing('over');
    expect((await house.centre.contacts({}))[0]).toMatchObject({ outcome: 'self-served' });
  });
});

describe('an agent who gives a visitor to a script', () => {
  const survey = `<?xml version="1.0"?>
<script id="survey" version="1" lang="en" languages="en" title="Survey" on="chat">
  <question id="mark" type="number"><text>How many points?</text></question>
  <end id="done" outcome="marked"><text>Thank you.</text></end>
</script>`;

  it('is done with the contact, and the script leads the same chat to its end', async () => {
    await house.start({ scripts: { reception, survey } });
    await anna.come();
    await anna.write('Hello');
    await house.ready('ada');
    const { contact } = await house.accept();
    await house.centre.transfer({ agent: 'ada', contact, to: { script: 'survey' } });
    await anna.until(() => anna.said.includes('bot: How many points?'));
    expect(anna.standingNow).toEqual({ state: 'bot' });
    await anna.write('9');
    await anna.standing('over');
    expect(anna.said).toEqual(['visitor: Hello', 'bot: How many points?', 'visitor: 9', 'bot: Thank you.']);
    await house.centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done' });
    expect(await house.centre.contacts({ contact })).toMatchObject([
      { state: 'closed', outcome: 'self-served', disposition: 'done', script: 'survey' },
    ]);
  });

  it('may give it to one that hands over to the very queue from which the contact came', async () => {
    await house.start({ scripts: { reception } });
    await anna.come();
    await anna.write('Hello');
    await house.ready('ada');
    const { contact } = await house.accept();
    await house.centre.transfer({ agent: 'ada', contact, to: { script: 'reception' } });
    await anna.until(() => anna.said.some((said) => said.startsWith('bot: What is it about?')));
    await anna.write('2');
    await anna.standing('waiting');
    expect((await house.accept('ada')).contact).toBe(contact);
  });

  it('keeps it when there is no such script, and is told which there are', async () => {
    await house.start({ scripts: { reception, survey } });
    await anna.come();
    await anna.write('Hello');
    await house.ready('ada');
    const { contact } = await house.accept();
    const give = (script: string) => house.centre.transfer({ agent: 'ada', contact, to: { script } });
    await expect(give('surway')).rejects.toThrow(/There are: "?reception"?, "?survey"?/);
    expect(await house.centre.agent({ agent: 'ada' })).toMatchObject({ state: 'busy' });
  });
});
