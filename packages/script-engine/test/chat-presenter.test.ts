import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatTurn } from '../src/present/chat/chat-turn.js';
import { type ChatInput, readMessage } from '../src/present/chat/read-message.js';
import { Walk } from './support/walk.js';

const script = `
<script id="s" version="1" lang="en" languages="en de" on="chat agent">
  <info id="hello"><text>Hello.<br/>Nice to see you.</text><text lang="de">Hallo.</text></info>
  <question id="topic" type="choice">
    <text>What is it about?</text><text lang="de">Worum geht es?</text>
    <option value="bill">My bill<text lang="de">Meine Rechnung</text></option>
    <option value="other">Back pain<text lang="de">Zurück</text></option>
  </question>
  <question id="extras" type="choices" required="no">
    <text>Which extras?</text><text lang="de">Welche Extras?</text>
    <option value="a">Paper<text lang="de">Papier</text></option>
    <option value="b">Mail<text lang="de">Post</text></option>
    <option value="c">Fax<text lang="de">Fax</text></option>
  </question>
  <question id="home" type="address"><text>Where do you live?</text><text lang="de">Wo wohnen Sie?</text></question>
  <question id="sure" type="yesno"><text>Sure?</text><text lang="de">Sicher?</text></question>
  <end id="done" outcome="completed"><text>Thank you.</text><text lang="de">Danke.</text></end>
  <end id="care" outcome="handover" handover="service"><text>A colleague comes.</text><text lang="de">Jemand kommt.</text></end>
  <branch id="human" title="Talk to somebody"><title lang="de">Mit jemandem sprechen</title><go to="care"/></branch>
</script>`;

const start = (language = 'en') => new Walk(script).start('chat', {}, language);
const say = (walk: Walk, text: string): ChatInput => readMessage(walk.screen, text);

function chat(walk: Walk, ...messages: string[]): Walk {
  for (const message of messages) {
    const input = say(walk, message);
    if (input.type === 'answer') walk.answer(input.value);
    else if (input.type === 'branch') walk.branch(input.branch);
    else if (input.type === 'back') walk.back();
    else if (input.type === 'next') walk.next();
    else throw new Error(JSON.stringify(input));
  }
  return walk;
}

describe('chatTurn', () => {
  it('shows an information and goes on by itself', () => {
    expect(chatTurn(start().screen)).toEqual({ messages: ['Hello.\nNice to see you.'], expect: 'next' });
  });

  it('numbers choices and says how to answer', () => {
    expect(chatTurn(start('de').next().screen)).toEqual({
      messages: [
        'Worum geht es?\n1. Meine Rechnung\n2. Zurück\nAntworten Sie mit einer Nummer.\nSie können auch schreiben:\n- Mit jemandem sprechen',
      ],
      expect: 'message',
    });
  });

  it('refuses in the words that all channels have', () => {
    const walk = chat(start().next(), 'something else');
    expect(chatTurn(walk.screen).messages[0]).toBe('Please choose one of the given answers.');
  });

  it('ends', () => {
    const walk = chat(start().next(), '1', '1, 3', 'Long Street 5, 12345 Springfield', 'yes');
    expect(chatTurn(walk.screen)).toEqual({ messages: ['Thank you.'], expect: 'end' });
    expect(walk.answers).toEqual({
      topic: 'bill',
      extras: ['a', 'c'],
      home: { street: 'Long Street', houseNumber: '5', postalCode: '12345', city: 'Springfield' },
      sure: true,
    });
  });
});

describe('readMessage', () => {
  it.each(['1', '1.', 'bill', 'MY BILL', ' my bill '])('takes %s as a choice', (text) => {
    expect(say(start().next(), text)).toEqual({ type: 'answer', value: 'bill' });
  });

  it.each(['1 3', 'paper and fax', 'a;c', '1,3'])('takes %s as several choices', (text) => {
    expect(say(chat(start().next(), '1'), text)).toEqual({ type: 'answer', value: ['a', 'c'] });
  });

  it.each([
    ['en', 'back', { type: 'back' }],
    ['de', 'abbrechen', { type: 'cancel' }],
    ['en', 'agent', { type: 'branch', branch: 'human' }],
    ['de', 'Mit jemandem sprechen', { type: 'branch', branch: 'human' }],
  ] as const)('in %s is steered by %s', (language, word, input) => {
    expect(say(start(language).next(), word)).toEqual(input);
  });

  it('takes the label of a choice as the choice, even if it is a word that steers', () => {
    expect(say(start('de').next(), 'zurück')).toEqual({ type: 'answer', value: 'other' });
  });

  it('leaves an optional answer out', () => {
    expect(say(chat(start().next(), '1'), 'skip')).toEqual({ type: 'answer', value: null });
  });

  it('says so when there is no way back, and nobody to hand over to', () => {
    const lonely = script.replace(/<branch.*<\/branch>/, '').replace(/<end id="care".*?<\/end>/, '');
    const first = new Walk(lonely.replace(/<info.*<\/info>/, '')).start('chat');
    expect(say(first, 'back')).toEqual({ type: 'reply', text: 'There is no way back from here.' });
    expect(say(first, 'agent')).toEqual({ type: 'reply', text: 'I cannot hand over to a colleague here.' });
  });

  it('hands over very long messages as they are, to be refused', () => {
    const text = 'x'.repeat(100_000);
    const walk = chat(start().next(), text);
    expect(walk.screen.complaint).toBeDefined();
    expect(walk.journal.at(-1)).toMatchObject({ verdict: 'refused', value: null });
  });

  it('never throws', () => {
    const walks = [start(), start().next(), chat(start().next(), '1'), chat(start().next(), '1', 'skip')];
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), fc.nat(3), (text, index) => {
        expect(walks[index] && say(walks[index], text)).toHaveProperty('type');
      }),
    );
  });
});
