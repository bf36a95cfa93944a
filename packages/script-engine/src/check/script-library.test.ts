import { diagnosticLine } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { checkScript } from './check-script.js';
import { latestOf } from './script-library.js';

const end = '<end id="done" outcome="ok"><text>Goodbye.</text></end>';
const script = (id: string, items: string, attributes = 'version="1" lang="en"') =>
  `<script id="${id}" ${attributes}>\n${items}\n${end}\n</script>`;
const identify = script('identify', '<input name="customer"/><input name="tries" type="number" default="3"/>');
const check = (
  items: string,
  scripts: Readonly<Record<string, string>> = { 'identify.xml': identify },
  attributes?: string,
) =>
  checkScript(script('s', items, attributes), 's.xml', {
    scripts: Object.entries(scripts).map(([file, text]) => ({ file, text })),
  }).map(diagnosticLine);
const given = `<with name="customer" value="'c'"/>`;

describe('a call', () => {
  it('is in order when the script is there, and its inputs are given', () => {
    expect(check(`<call id="c" script="identify" version="1">${given}</call>`)).toEqual([]);
  });

  it('names a script or a version that there is not, with what there is', () => {
    expect(check(`<call id="c" script="identfy">${given}</call>`)).toEqual([
      "s.xml:2:22: error unknown-script: No script is called 'identfy' (did you mean 'identify'?)",
    ]);
    expect(check(`<call id="c" script="identify" version="2">${given}</call>`)).toEqual([
      "s.xml:2:41: error unknown-script-version: The script 'identify' has no version '2' (there is version 1)",
    ]);
    expect(check('<call id="c" script="identify"/>', {})).toEqual([expect.stringContaining('there are no others')]);
  });

  it('names inputs that are unknown, missing, given twice or of another type', () => {
    expect(check(`<call id="c" script="identify"><with name="custmer" value="'c'"/></call>`)).toEqual([
      expect.stringMatching(/^s\.xml:2:1: error missing-input: .*'customer'/),
      expect.stringMatching(/^s\.xml:2:44: error unknown-input: .*'custmer' \(did you mean 'customer'\?\)/),
    ]);
    const wrong = `${given}<with name="tries" value="true"/><with name="tries" value="2"/>`;
    expect(check(`<call id="c" script="identify">${wrong}</call>`).map((line) => line.split(' ')[2])).toEqual([
      'wrong-type:',
      'duplicate-argument:',
    ]);
  });

  it('knows what comes back: outcomes and answers with their types', () => {
    const go = (when: string) =>
      `<call id="c" script="identify" into="i">${given}<go when="${when}" to="done"/></call>`;
    expect(check(go("i.outcome == 'no'"))[0]).toContain("'no'");
    expect(check(go('i.answers.pin == 1'))[0]).toContain('unknown-name');
    expect(check(go("i.outcome == 'ok'"))).toEqual([]);
  });

  it('names circles of calls, also those of a script that calls itself', () => {
    const calling = (id: string, other: string) => script(id, `<call id="c" script="${other}"/>`);
    expect(check('<call id="c" script="a"/>', { 'a.xml': calling('a', 'b'), 'b.xml': calling('b', 's') })).toEqual([
      's.xml:2:22: error call-cycle: These scripts call each other in a circle: s → a → b → s',
    ]);
    expect(check('<call id="c" script="s"/>')[0]).toContain(
      'call-cycle: These scripts call each other in a circle: s → s',
    );
    const circle = { 'a.xml': calling('a', 'b'), 'b.xml': calling('b', 'a') };
    expect(check('<call id="c" script="a"/>', circle)[0]).toContain(
      "broken-script: The script 'a' has errors of its own (a.xml:2:22: error call-cycle",
    );
  });

  it('names channels and languages that the script does not have', () => {
    const small = script('small', '<info id="i"><text>Hello.</text></info>', 'version="1" lang="en" on="agent"');
    const found = check(
      '<call id="c" script="small"/>',
      { 'small.xml': small },
      'version="1" lang="en" languages="en de" on="agent web"',
    );
    expect(found).toContainEqual(
      expect.stringMatching(/off-channel: .*does not run on web \(give the call on="agent"\)/),
    );
    expect(found).toContainEqual(expect.stringMatching(/missing-language: .*'small' is not written in de/));
  });

  it('finds a circle without a question that leads through a script', () => {
    expect(check(`<call id="c" script="identify">${given}<go to="c"/></call>`)).toContainEqual(
      expect.stringContaining('endless-loop'),
    );
  });

  it('leads to the latest version, or to the one that is named', () => {
    const later = identify.replace('version="1"', 'version="10"').replace('"customer"', '"client"');
    const earlier = identify.replace('version="1"', 'version="9"');
    const scripts = { 'identify-10.xml': later, 'identify.xml': earlier };
    expect(check(`<call id="c" script="identify" version="9">${given}</call>`, scripts)).toEqual([]);
    expect(check(`<call id="c" script="identify">${given}</call>`, scripts)).toHaveLength(2);
    expect(latestOf(['9', '10', '2'])).toBe('10');
  });
});
