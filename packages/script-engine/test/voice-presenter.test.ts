import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optionKeys } from '../src/present/voice/key-table.js';
import { readKeys } from '../src/present/voice/read-keys.js';
import { voiceTurn } from '../src/present/voice/voice-turn.js';
import { Walk } from './support/walk.js';

const script = (question: string, rest = '') => `
<script id="s" version="1" lang="en" languages="en de" on="ivr agent web">
  <question id="first" type="yesno"><text>Ready?</text><text lang="de">Bereit?</text></question>
  ${question}
  <end id="done" outcome="completed"><text>Thank you, {answers.first}.</text></end>
  <end id="care" outcome="handover" handover="service"><text>I connect you.</text></end>
  <branch id="human" title="an agent" key="0" on="ivr agent"><go to="care"/></branch>
  ${rest}
</script>`;

function at(question: string, language = 'en', rest = '') {
  return new Walk(script(question, rest), { unchecked: true }).start('ivr', {}, language).answer(true);
}
const read = (walk: Walk, keys: string) => readKeys(walk.screen, keys);
const spoken = (walk: Walk) => voiceTurn(walk.screen).prompts.map(({ text }) => text);

const colours = `<question id="c" type="choice"><text>Which colour?</text>
  <option value="red">Red</option><option value="blue" key="1">Blue</option><option value="green">Green</option>
</question>`;

describe('a menu on the telephone', () => {
  it('says which keys there are: those of the script, else numbers past them', () => {
    expect(spoken(at(colours))).toEqual([
      'Which colour?',
      'For Red, press 2.',
      'For Blue, press 1.',
      'For Green, press 3.',
      'For an agent, press 0.',
    ]);
  });

  it('says only its wording when that was written for the telephone', () => {
    const own = colours.replace('</text>', '</text><text on="ivr">For blue press 1, for red 2, for green 3.</text>');
    expect(spoken(at(own))).toEqual(['For blue press 1, for red 2, for green 3.', 'For an agent, press 0.']);
  });

  it('expects one key, and reads it back', () => {
    const walk = at(colours);
    expect(voiceTurn(walk.screen).expect).toEqual({
      kind: 'keys',
      single: ['*', '0', '2', '1', '3'],
      min: 1,
      max: 1,
      finish: undefined,
    });
    expect(read(walk, '2')).toEqual({ type: 'answer', value: 'red' });
    expect(read(walk, '0')).toEqual({ type: 'branch', branch: 'human' });
    expect(read(walk, '*')).toEqual({ type: 'back' });
    expect(read(walk, '7')).toEqual({ type: 'mismatch' });
    expect(read(walk, '')).toEqual({ type: 'silence' });
  });

  it('asks for yes or no with 1 and 2, in the language of the dialog', () => {
    const walk = new Walk(script('')).start('ivr', {}, 'de');
    expect(spoken(walk)[1]).toBe('Für Ja drücken Sie 1, für Nein drücken Sie 2.');
    expect(read(walk, '2')).toEqual({ type: 'answer', value: false });
    expect(read(walk, '*')).toEqual({ type: 'mismatch' });
  });

  it('numbers all choices with two digits when there are more than keys', () => {
    const options = Array.from({ length: 12 }, (_, index) => `<option value="o${index}">Nr ${index}</option>`).join('');
    const walk = at(`<question id="c" type="choice"><text>Which?</text>${options}</question>`);
    expect(voiceTurn(walk.screen).expect).toMatchObject({ kind: 'keys', min: 2, max: 2, single: ['*'] });
    expect(read(walk, '12')).toEqual({ type: 'answer', value: 'o11' });
    expect(read(walk, '13')).toEqual({ type: 'mismatch' });
  });

  it('leads with each of its keys to another choice, whatever keys the script gives', () => {
    const key = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 15 }), (wished) => {
        const keys = wished.map((other, index) => (wished.indexOf(other) < index ? undefined : other));
        const options = keys.map((other, index) => ({
          value: `o${index}`,
          label: [{ text: `${index}` }],
          ...(other === undefined ? {} : { key: String(other) }),
        }));
        const { screen } = at(colours);
        const { question } = screen.node;
        if (!question) throw new Error('the screen has a question');
        const many = { ...screen, node: { ...screen.node, question: { ...question, options } } };
        for (const [value, pressed] of optionKeys(many))
          expect(readKeys(many, pressed)).toEqual({ type: 'answer', value });
      }),
    );
  });
});

const asks = (type: string, more = '') => `<question id="q" type="${type}" ${more}><text>Please?</text></question>`;

describe('an answer of several keys', () => {
  it.each([
    ['digits', '0471#', 'en', '0471'],
    ['number', '12*5#', 'en', '12.5'],
    ['number', '1*500', 'de', '1,500'],
    ['money', '12*50#', 'de', '12,50'],
    ['date', '31122026', 'en', '2026-12-31'],
    ['time', '0730', 'en', '07:30'],
    ['phone', '00493514567890#', 'en', '+493514567890'],
  ])('of type %s reads %s (%s)', (type, keys, language, value) => {
    const walk = at(asks(type), language);
    expect(read(walk, keys)).toEqual({ type: 'answer', value });
    walk.answer(value);
    expect(walk.screen).toMatchObject({ state: 'ended', outcome: 'completed' });
  });

  it('of choices takes one key for each', () => {
    const walk = at(colours.replace('type="choice"', 'type="choices"'));
    expect(read(walk, '12#')).toEqual({ type: 'answer', value: ['blue', 'red'] });
    expect(read(walk, '19#')).toEqual({ type: 'mismatch' });
  });

  it('has the length that the script says, and needs no finish when it is full', () => {
    const walk = at(asks('digits').replace('</text>', '</text><voice length="4"/>'));
    expect(voiceTurn(walk.screen).expect).toMatchObject({ min: 4, max: 4, finish: '#', single: ['*'] });
    expect(spoken(walk)).toEqual(['Please?', 'Please key in 4 digits.']);
    expect(read(walk, '123#')).toEqual({ type: 'mismatch' });
    expect(read(walk, '12345')).toEqual({ type: 'mismatch' });
  });

  it('is left out with the finish key alone, where it may be', () => {
    expect(read(at(asks('digits')), '#')).toEqual({ type: 'mismatch' });
    expect(read(at(asks('digits', 'required="no"')), '#')).toEqual({ type: 'answer', value: null });
  });

  it('leaves digits to the answer, and * to the way back', () => {
    const walk = at(asks('digits'));
    expect(read(walk, '0')).toEqual({ type: 'answer', value: '0' });
    expect(read(walk, '*')).toEqual({ type: 'back' });
    expect(spoken(walk)).toEqual(['Please?', 'Please key it in, then press the hash key.']);
  });
});

describe('readKeys', () => {
  it('takes strings without end, and what is no key, as a mismatch', () => {
    const walk = at(asks('digits'));
    expect(read(walk, '1'.repeat(100_000))).toEqual({ type: 'mismatch' });
    expect(read(walk, '<script>')).toEqual({ type: 'mismatch' });
    expect(read(walk, '１２')).toEqual({ type: 'mismatch' });
  });

  it('never throws, and never answers with what nobody keyed in', () => {
    const walks = ['digits', 'number', 'date', 'time', 'phone', 'money', 'yesno'].map((type) => at(asks(type)));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789*#') }), fc.nat(6), (keys, index) => {
        const input = walks[index] && read(walks[index], keys);
        expect(['answer', 'mismatch', 'silence', 'branch', 'back']).toContain(input?.type);
      }),
    );
  });
});

describe('a turn of the telephone', () => {
  it('goes on by itself from an information, and ends with the dialog', () => {
    const walk = at('<info id="i"><text>One moment.</text></info>');
    expect(voiceTurn(walk.screen).expect).toEqual({ kind: 'next' });
    walk.next();
    expect(voiceTurn(walk.screen)).toMatchObject({ expect: { kind: 'end', handover: undefined } });
    expect(voiceTurn(at(colours).branch('human').screen).expect).toEqual({ kind: 'end', handover: 'service' });
  });

  it('marks values that are spoken in a way of their own', () => {
    const walk = at(
      `<info id="i"><text>Number {'4711' | digits}, due {today() | date}: {12.5 | money EUR}.</text></info>`,
    );
    expect(voiceTurn(walk.screen).prompts).toEqual([
      { text: 'Number' },
      { text: '4 7 1 1', say: 'digits' },
      { text: ', due' },
      { text: 'June 1, 2026', say: 'date' },
      { text: ':' },
      { text: '€12.50', say: 'money' },
      { text: '.' },
    ]);
  });

  it('waits until a time that is the same after a restart', () => {
    const walk = at(asks('digits').replace('</text>', '</text><voice timeout="4s" bargein="no"/>'));
    const turn = voiceTurn(walk.screen);
    const characters = turn.prompts.map(({ text }) => text).join('').length;
    expect(turn).toMatchObject({ timeoutMs: 4_000, bargeIn: false });
    expect(turn.deadline).toBe(walk.now + characters * 70 + turn.prompts.length * 300 + 4_000);
  });

  it('is over when the tries are used up and the script does not say where to go', () => {
    const walk = at(asks('digits')).silence().silence();
    expect(walk.screen.voice).toMatchObject({ triesLeft: 1 });
    expect(spoken(walk)[0]).toBe('I did not get an answer.');
    walk.silence();
    expect(voiceTurn(walk.screen).expect).toEqual({ kind: 'end', handover: undefined });
    expect(walk.screen.state).toBe('open');
  });

  it('offers to call a service once more that failed', () => {
    const step = '<do id="d" service="erp.storeReading"><with name="meter" value="\'m\'"/></do>';
    let works = false;
    const walk = new Walk(script(step), { unchecked: true, fails: () => !works }).start('ivr').answer(true);
    expect(spoken(walk).at(-2)).toBe('To try again, press 1.');
    expect(read(walk, '1')).toEqual({ type: 'next' });
    works = true;
    expect(walk.next().screen.state).toBe('ended');
  });

  it('is only on the telephone', () => {
    expect(at(colours).channel('web').screen.voice).toBeUndefined();
    expect(at(colours).channel('web').screen.branches).toEqual([]);
  });
});
