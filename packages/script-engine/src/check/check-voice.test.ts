import { describe, expect, it } from 'vitest';
import { compileScript } from '../machine/compile-script.js';
import { checkScript } from './check-script.js';

const script = (question: string, more = '', on = 'ivr web agent') => `
<script id="s" version="1" lang="en" on="${on}">
  ${question}
  <end id="done" outcome="completed"><text>Thank you.</text></end>
  ${more}
</script>`;

const help = (key: string, id = 'help') =>
  `<branch id="${id}" title="Help" ${key}><info id="${id}-i"><text>Help.</text></info></branch>`;
const choice = (options: string, more = '') =>
  `<question id="q" type="choice" ${more}><text>Which?</text>${options}</question>`;
const option = (value: string, more = '') => `<option value="${value}" ${more}>${value}</option>`;
const ask = (type: string, more = '') => `<question id="q" type="${type}" ${more}><text>Well?</text></question>`;

const found = (text: string) =>
  checkScript(text, 's.xml').map(({ severity, code, message }) => `${severity} ${code}: ${message}`);

describe('checkScript of a script for the telephone', () => {
  it.each(['text', 'email', 'address'])('refuses a question of type %s, which nobody can key in', (type) => {
    expect(found(script(ask(type)))).toEqual([
      `error not-on-telephone: An answer of type ${type} cannot be keyed in on the telephone`,
    ]);
    expect(found(script(ask(type, 'on="web agent"')))).toEqual([]);
    expect(found(script(ask(type), '', 'web agent'))).toEqual([]);
  });

  it('leads a script there that names no channels only if all of it can be keyed in', () => {
    const channels = (question: string) =>
      compileScript(script(question).replace(/ on="[^"]*"/, ''), 's.xml').script.channels;
    expect(channels(ask('digits'))).toContain('ivr');
    expect(channels(ask('text'))).toEqual(['agent', 'web', 'chat', 'email']);
  });

  it('counts the choices that are spoken', () => {
    const ten = Array.from({ length: 10 }, (_, index) => option(`o${index}`)).join('');
    const message = "too-many-options: 'q' has 10 choices on the telephone, which has 9 keys for them";
    expect(found(script(choice(ten)))).toEqual([`warning ${message}`]);
    expect(found(script(choice(ten).replace('"choice"', '"choices"')))).toEqual([`error ${message}`]);
    expect(found(script(choice(ten.replace('"o9" ', '"o9" on="web agent"'))))).toEqual([]);
  });

  it('finds keys that mean two things', () => {
    expect(found(script(choice(option('a', 'key="1"') + option('b', 'key="1"'))))).toEqual([
      "error key-clash: The key 1 chooses 'a' already",
    ]);
    const exclusive = option('a', 'key="1" when="dialog.channel == \'ivr\'"') + option('b', 'key="1" when="false"');
    expect(found(script(choice(exclusive)))).toEqual(["warning key-clash: The key 1 chooses 'a' already"]);
    expect(found(script(ask('yesno'), help('key="1"')))).toEqual([
      "error key-clash: The key 1 means yes in 'q' and opens the branch 'help'",
    ]);
    expect(found(script(ask('digits'), help('key="#"')))).toEqual([
      "error key-clash: The key # finishes the answer in 'q' and opens the branch 'help'",
    ]);
    expect(found(script(choice(option('a', 'key="3"')), help('key="3"')))).toEqual([
      "error key-clash: The key 3 chooses 'a' in 'q' and opens the branch 'help'",
    ]);
    expect(found(script(ask('date'), help('key="*"') + help('key="*"', 'other')))).toEqual([
      "error key-clash: The key * opens 'help' already",
    ]);
  });

  it('warns of branches without a key, but not of those that never come there', () => {
    expect(found(script(ask('yesno'), help('')))).toEqual([
      "warning no-key: The branch 'help' cannot be opened on the telephone",
    ]);
    expect(found(script(ask('yesno'), help('on="web"')))).toEqual([]);
  });

  it('warns of what is spoken too long', () => {
    const long = ask('yesno').replace('Well?', 'Well, well. '.repeat(50));
    expect(found(script(long))).toEqual(['warning long-speech: This is spoken for about 42 seconds']);
    expect(found(script(long.replace('<text>', '<text on="ivr">Short?</text><text on="web agent">')))).toEqual([]);
  });

  it('asks for wording after silence in all languages of the script', () => {
    const voice = '<voice><retry on="silence"><text>Hello?</text></retry></voice>';
    const text = script(voice + ask('yesno'), '', 'ivr').replace('lang="en"', 'lang="en" languages="de"');
    expect(found(text)).toContain("warning missing-language: What is said after 'silence' has no wording in 'de'");
  });
});
