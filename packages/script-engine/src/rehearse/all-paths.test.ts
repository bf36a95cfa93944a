import { describe, expect, it } from 'vitest';
import type { ScriptFile } from '../check/script-library.js';
import { compileScript } from '../machine/compile-script.js';
import { type AllPaths, allPaths } from './all-paths.js';
import { coverageOf } from './coverage.js';
import { Usage } from './usage.js';

function explore(
  items: string,
  bound = 2_000,
  scripts: readonly ScriptFile[] = [],
): AllPaths & { readonly unused: readonly string[] } {
  const compiled = compileScript(`<script id="s" version="1" lang="en" on="web">${items}</script>`, 's.xml', {
    scripts,
  });
  const usage = new Usage(compiled);
  const now = Date.parse('2026-06-01T12:00:00Z');
  const paths = allPaths(compiled, { channel: 'web', services: new Map(), usage, bound, now, zone: 'UTC' });
  const unused = coverageOf(compiled, usage).filter(({ used }) => used === 0);
  return { ...paths, unused: unused.map(({ kind, name }) => `${kind} ${name}`) };
}
const T = '<text>?</text>';
const END = `<end id="end" outcome="ok">${T}</end>`;

describe('allPaths', () => {
  it('goes every way: choices, yes and no, values at which conditions turn, failing services, branches', () => {
    const { unused, ended, bounded, problems } = explore(`
      <question id="reason" type="choice">${T}<option value="a">A</option><option value="b">B</option><option value="c">C</option>
        <go when="answers.reason == 'b'" to="sure"/></question>
      <question id="number" type="number">${T}<check test="value > 41.5">${T}</check><check level="warn" test="value &lt; 77">${T}</check>
        <go when="answers.number == 63" to="far"/></question>
      <question id="code" type="digits">${T}<check test="length(value) == 7">${T}</check></question>
      <question id="day" type="date">${T}<check test="value > today() + days(90)">${T}</check></question>
      <lookup id="look" service="a.b" into="x"><failed><go to="sure"/></failed></lookup>
      <do id="book" service="a.d"><undo service="a.e"/><failed/></do>
      <question id="sure" type="yesno">${T}<go when="not answers.sure" to="far"><do id="note" service="a.c"><failed/></do></go></question>
      ${END}
      <end id="far" outcome="far">${T}</end>
      <branch id="help" title="Help" return="resume"><info id="told">${T}</info></branch>`);
    expect({ unused, bounded, problems }).toEqual({ unused: [], bounded: false, problems: [] });
    expect(ended).toBeGreaterThan(4);
  });

  it('meets what the conditions and rules of a called script ask for', () => {
    const text = `<script id="who" version="1" lang="en" on="web">
      <question id="number" type="digits">${T}<check test="length(value) == 7">${T}</check>
        <go when="answers.number == '1234567'" to="known"/></question>
      <end id="unknown" outcome="unknown">${T}</end><end id="known" outcome="known">${T}</end></script>`;
    const { unused, problems } = explore(
      `<call id="identify" script="who" into="identity"><go when="identity.outcome == 'known'" to="far"/></call>
      ${END}<end id="far" outcome="far">${T}</end>`,
      2_000,
      [{ file: 'who.xml', text }],
    );
    expect({ unused, problems }).toEqual({ unused: [], problems: [] });
  });

  it('does not go twice what answers that decide nothing would only repeat', () => {
    const questions = Array.from({ length: 30 }, (_, index) => `<question id="q${index}" type="yesno">${T}</question>`);
    const { bounded, ended, steps } = explore(questions.join('') + END);
    expect({ bounded, ended }).toEqual({ bounded: false, ended: 1 });
    expect(steps).toBeLessThan(200);
  });

  it('uses every part before it is cut off', () => {
    const questions = Array.from(
      { length: 30 },
      (_, index) =>
        `<question id="q${index}" type="yesno">${T}<go when="answers.q${index}" to="i${index}"/></question><info id="i${index}">${T}</info>`,
    );
    const { bounded, unused } = explore(questions.join('') + END, 1_000);
    expect({ bounded, unused }).toEqual({ bounded: true, unused: [] });
  });

  it('reports a question that takes no answer, and what can never come', () => {
    const { problems, unused } = explore(`
      <question id="q" type="number">${T}<check test="value == 1 and value == 2">${T}</check></question>
      <info id="never" when="1 == 2">${T}</info>${END}`);
    expect(problems).toMatchObject([{ severity: 'warning', code: 'no-way-on', file: 's.xml', line: 2, column: 7 }]);
    expect(unused).toEqual(['info never', 'end end']);
  });
});
