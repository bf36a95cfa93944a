import { readdirSync, readFileSync } from 'node:fs';
import { diagnosticLine } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { checkScript } from './check-script.js';

const end = '<end id="done" outcome="ok"><text>Goodbye.</text></end>';
const ask = (id: string, more = '', attributes = '') =>
  `<question id="${id}" type="number"${attributes}><text>Well?</text>${more}</question>`;
const tell = (id: string, text: string, attributes = '') => `<info id="${id}"${attributes}><text>${text}</text></info>`;

/** The warnings of answers used too early, each as its place and the question. */
function early(items: string): string[] {
  const found = checkScript(`<script id="s" version="1" lang="en">\n${items}\n</script>`, 's.xml');
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  const warnings = found.filter(({ code }) => code === 'answer-too-early');
  return warnings.map(({ line, message }) => `${line}: ${/'(.*)'/.exec(message)?.[1]}`);
}

describe('answers used before they can be given', () => {
  it('are reported with their place', () => {
    const text = `<script id="s" version="1" lang="en">\n${tell('i', 'You are {answers.age}.')}${ask('age')}${end}</script>`;
    expect(checkScript(text, 's.xml').map(diagnosticLine)).toEqual([
      "s.xml:2:29: warning answer-too-early: The answer to 'age' is used before it can be given (no way leads from 'age' to here)",
    ]);
  });

  it('are found in conditions, choices, defaults, arguments, transitions and computed values', () => {
    expect(early(`${tell('i', 'Hello.', ' when="answers.age ge 2"')}\n${ask('age')}${end}`)).toEqual(['2: age']);
    expect(early(`${ask('first', '', ' default="answers.age"')}\n${ask('age')}${end}`)).toEqual(['2: age']);
    expect(early(`${ask('first', '<go when="answers.age gt 1" to="done"/>')}\n${ask('age')}${end}`)).toEqual([
      '2: age',
    ]);
    const choice =
      '<question id="c" type="choice"><text>Which?</text><option value="a">A {answers.age}</option></question>';
    expect(early(`${choice}\n${ask('age')}${end}`)).toEqual(['2: age']);
    const act = '<do id="d" service="x.y"><with name="a" value="answers.age"/><failed/></do>';
    expect(early(`${act}\n${ask('age')}${end}`)).toEqual(['2: age']);
    const computed = '<let name="twice" value="answers.age * 2"/><let name="more" value="twice + twice"/>';
    expect(early(`${computed}\n${tell('i', '{more}')}\n${ask('age')}${tell('j', '{more}')}${end}`)).toEqual(['3: age']);
  });

  it('are found in a check of the question itself, where the answer is called value', () => {
    expect(early(`${ask('age', '<check test="answers.age gt 0"><text>{value}?</text></check>')}${end}`)).toEqual([
      '2: age',
    ]);
  });

  it('are not reported when only some way passes the question', () => {
    const maybe = ask('age', '', ' when="dialog.channel == \'web\'"');
    expect(early(`${maybe}${tell('i', '{answers.age}')}${end}`)).toEqual([]);
    const loop = `${tell('i', '{answers.age}')}${ask('age', '<go when="answers.age lt 0" to="i"/>')}${end}`;
    expect(early(loop)).toEqual([]);
  });

  it('are not reported when the way leads through a branch and back', () => {
    const branch = `<branch id="b" title="B">${ask('mood')}</branch>`;
    expect(early(`${tell('i', '{answers.mood}')}${end}${branch}`)).toEqual([]);
    expect(early(`<section id="a" when="answers.mood gt 1">${ask('q')}</section>${end}${branch}`)).toEqual(['2: mood']);
    const seen = `<branch id="b" title="B" when="answers.age gt 1">${tell('i', '{answers.age}')}</branch>`;
    expect(early(`${ask('age')}${tell('j', 'Hello.')}${end}${seen}`)).toEqual([]);
    expect(early(`${ask('age')}${end}\n${seen.replace('<branch', '<branch on="agent"')}`)).toEqual([
      '3: age',
      '3: age',
    ]);
  });

  it('are told apart by rounds of a roster', () => {
    const roster = (inside: string) => `<section id="r" each="input.list" as="e">${inside}</section>`;
    const input = '<input name="list" type="any"/>';
    expect(early(`${input}${roster(`${tell('i', '{answers.n}')}${ask('n')}`)}${end}`)).toEqual(['2: n']);
    expect(early(`${input}${roster(`${ask('n')}${tell('i', '{answers.n}')}`)}${end}`)).toEqual([]);
    const sum = (where: string) => tell(where, '{count(answers.r)}');
    expect(early(`${input}${roster(`${sum('i')}${ask('n')}`)}${sum('j')}${end}`)).toEqual([]);
  });

  it('do not occur in the scripts of the examples and of the tests', () => {
    for (const folder of ['../../test/scripts/', '../../test/govuk/', '../../../../examples/utility/scripts/']) {
      const url = new URL(folder, import.meta.url);
      for (const name of readdirSync(url).filter((name) => name.endsWith('.xml'))) {
        const found = checkScript(readFileSync(new URL(name, url), 'utf8'), name);
        expect(found.filter(({ code }) => code === 'answer-too-early')).toEqual([]);
      }
    }
  });
});
