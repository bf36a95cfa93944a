import { describe, expect, it } from 'vitest';
import { checkScript } from '../src/check/check-script.js';
import { ScriptErrors } from '../src/errors.js';
import { replay } from '../src/step/evolve.js';
import { Walk } from './support/walk.js';

const dialog = (voice: string, general = '') => `
<script id="s" version="1" lang="en" on="ivr web agent">
  ${general}
  <question id="pin" type="digits"><text>Your number?</text>${voice}
    <check test="length(value) == 4"><text>It has four digits.</text></check>
  </question>
  <question id="sure" type="yesno"><text>Are you sure?</text></question>
  <end id="done" outcome="completed"><text>Thank you.</text></end>
  <end id="care" outcome="handover" handover="service"><text>I connect you.</text></end>
</script>`;

const own = `<voice timeout="4s" tries="2">
  <retry on="silence"><text>I did not hear you.</text></retry>
  <retry on="exhausted"><text>Let us do this together.</text><go to="care"/></retry>
</voice>`;
const general = `<voice tries="2"><retry on="exhausted"><go to="care"/></retry></voice>`;
const anyway = `<question id="x" type="yesno"><text>?</text><go when="answers.x" to="care"/></question>`;

const complaint = (walk: Walk) => walk.screen.complaint?.map(({ text }) => text).join('');

describe('tries on the telephone', () => {
  it('asks again after silence, in the words of the script', () => {
    const walk = new Walk(dialog(own)).start('ivr').silence();
    expect(walk.screen.node.id).toBe('pin');
    expect(complaint(walk)).toBe('I did not hear you.');
  });

  it('has words of its own where the script has none', () => {
    const walk = new Walk(dialog(own)).start('ivr').mismatch();
    expect(complaint(walk)).toBe('I did not understand that.');
    expect(complaint(new Walk(dialog(own)).start('ivr', {}, 'de').mismatch())).toBe('Das habe ich nicht verstanden.');
  });

  it('counts silence, wrong keys and refused answers together, and then goes where the script says', () => {
    const walk = new Walk(dialog(own)).start('ivr').silence().answer('12');
    expect(walk.screen).toMatchObject({ state: 'ended', outcome: 'handover', handover: 'service' });
    expect(complaint(walk)).toBe('Let us do this together.');
    expect(walk.journal.map(({ event }) => event)).toEqual(['start', 'silence', 'answer', 'exhausted']);
    expect(walk.answers).toEqual({});
  });

  it('begins to count anew at the next step', () => {
    const walk = new Walk(dialog('', general)).start('ivr').silence().answer('1234').silence();
    expect(walk.screen).toMatchObject({ state: 'open', node: { id: 'sure' } });
    expect(walk.silence().screen.outcome).toBe('handover');
  });

  it('stays at the question when the script says nothing, and takes an answer on another channel', () => {
    const walk = new Walk(dialog('').replace('<end id="done"', `${anyway}<end id="done"`)).start('ivr');
    walk.silence().mismatch().silence();
    expect(walk.journal.at(-1)).toMatchObject({ event: 'exhausted', node: 'pin' });
    expect(complaint(walk)).toBe('I could not get an answer.');
    expect(walk.silence().journal.at(-1)?.event).toBe('silence');
    expect(walk.channel('web').answer('1234').screen.node.id).toBe('sure');
  });

  it('uses up no tries on other channels', () => {
    const walk = new Walk(dialog(own)).start('web').answer('1', '2', '3', '4');
    expect(walk.screen).toMatchObject({ state: 'open', node: { id: 'pin' } });
    expect(() => walk.silence()).toThrow(ScriptErrors.NotPossible);
  });

  it('can be replayed', () => {
    const walk = new Walk(dialog(own)).start('ivr').silence().mismatch();
    const replayed = replay(walk.compiled, walk.journal);
    expect({ ...replayed, snapshot: undefined }).toEqual({ ...walk.state, snapshot: undefined });
    expect(replayed?.snapshot.value).toEqual(walk.state.snapshot.value);
  });
});

describe('checkScript of voice settings', () => {
  const found = (voice: string) =>
    checkScript(dialog(voice, general), 's.xml').map(({ code, line, hint }) => ({ code, line, hint }));

  it('accepts those that are right', () => {
    expect(found('<voice timeout="4s" tries="2" length="4-8" bargein="no" finish="*"/>')).toEqual([]);
  });

  it.each([
    ['<voice tries="0"/>', 'bad-value', '1 to 9'],
    ['<voice length="8-4"/>', 'bad-value', 'such as 6, or 4-8'],
    ['<voice finish="1"/>', 'bad-value', '# or *'],
    ['<voice timeout="soon"/>', 'bad-duration', 'such as 500ms, 10s, 5m'],
    ['<voice><retry on="silence"/><retry on="silence"/></voice>', 'duplicate-retry', undefined],
    [
      '<voice><retry on="silence"><go to="care"/></retry></voice>',
      'misplaced-go',
      'put it into <retry on="exhausted">',
    ],
    ['<voice/><voice/>', 'duplicate-voice', 'put them together'],
  ])('says what is wrong with %s', (voice, code, hint) => {
    expect(found(voice)).toEqual([{ code, line: 4, hint }]);
  });

  it('needs a way that is always open when the tries are used up', () => {
    const voice = '<voice><retry on="exhausted"><go when="1 == 2" to="care"/></retry></voice>';
    expect(found(voice)).toMatchObject([{ code: 'dead-end', line: 4 }]);
  });
});
