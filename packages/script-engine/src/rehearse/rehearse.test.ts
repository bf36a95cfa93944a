import { defineContract } from '@caruso/core';
import { LanguageErrors } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileScript } from '../machine/compile-script.js';
import { coverageOf } from './coverage.js';
import { readRehearsalFile } from './read-rehearsals.js';
import { rehearse } from './rehearse.js';
import { Usage } from './usage.js';

const SCRIPT = `<script id="order" version="1" lang="en" languages="en de" on="web ivr agent">
  <lookup id="who" service="crm.customer" into="customer"><failed><go to="sorry"/></failed></lookup>
  <info id="greet"><text>Good day {customer.name}.</text><text lang="de">Guten Tag.</text><hint>Be kind.</hint></info>
  <question id="pieces" type="number">
    <text>How many?</text>
    <check test="value &lt; 100"><text>Too many.</text></check>
    <check level="warn" test="value &lt; 50"><text>So many?</text></check>
    <go to="bye" when="answers.pieces == 0"/>
  </question>
  <question id="kinds" type="choices"><text>Which?</text><option value="a">A</option><option value="b">B</option></question>
  <do id="place" service="shop.order" retries="1">
    <with name="pieces" value="answers.pieces"/>
    <undo service="shop.cancel"/>
    <failed><go to="sorry"/></failed>
  </do>
  <question id="sure" type="yesno"><text>Anything else?</text></question>
  <end id="bye" outcome="done"><text>Goodbye.</text></end>
  <end id="sorry" outcome="failed" handover="sales"><text>Sorry: {failure.code}</text></end>
  <branch id="help" title="Help" return="resume"><info id="helped"><text>So it is.</text></info></branch>
</script>`;

const compiled = compileScript(SCRIPT, 'order.xml');
const ADA = '<service name="crm.customer">{"name": "Ada"}</service><service name="shop.cancel">{}</service>';

function tests(content: string, attributes = 'channel="agent"') {
  const text = `<tests script="order.xml" ${attributes}>\n${ADA}\n${content}</tests>`;
  const usage = new Usage(compiled);
  const results = rehearse(readRehearsalFile(text, 'order.tests.xml'), compiled, usage);
  return { results, coverage: coverageOf(compiled, usage) };
}
const test = (steps: string) => tests(`<service name="shop.order">{}</service><test name="t">\n${steps}</test>`);
const found = (steps: string) =>
  test(steps).results.flatMap(({ diagnostics }) =>
    diagnostics.map(({ line, code, message }) => `${line} ${code}: ${message}`),
  );

describe('rehearse', () => {
  it('goes through a dialog: answers, what is shown, calls and their arguments, the end', () => {
    expect(
      found(`<see node="greet" text="day Ada." hint="kind"/>
        <answer to="pieces">120</answer><see node="pieces" complaint="Too many."/>
        <answer to="pieces">60</answer><see warning="So many?" back="yes"/>
        <answer to="pieces">60</answer>
        <branch to="help"/><see text="So it is."/>
        <uncalled service="shop.order"/>
        <answer to="kinds">a, b</answer>
        <called service="crm.customer"/>
        <called service="shop.order"><with name="pieces" value="60"/></called>
        <answer to="sure">yes</answer>
        <end node="bye" outcome="done" text="Goodbye"/>`),
    ).toEqual([]);
  });

  it('says what is not as expected, at its place, and stops there', () => {
    expect(found('<answer to="sure">yes</answer><end/>')).toEqual([
      `4 wrong-question: 'sure' is not asked here; asked is 'pieces'`,
    ]);
    expect(found('<answer to="pieces">120</answer>\n<answer to="kinds">a</answer>')).toEqual([
      '4 not-taken: The answer was not taken: Too many.',
      `5 wrong-question: 'kinds' is not asked here; asked is 'pieces', with the complaint "Too many."`,
    ]);
    expect(found('<see node="greet" text="Ada!" complaint="x"/>')).toEqual([
      '4 wrong-text: The text is "Good day Ada."',
      '4 wrong-complaint: There is no complaint',
    ]);
    expect(found('<answer to="pieces">0</answer><end outcome="failed" handover="x"/>')).toEqual([
      "4 wrong-end: The outcome is 'done', expected was 'failed'",
      "4 wrong-end: The handover is 'none', expected was 'x'",
    ]);
    expect(found('<end outcome="done"/>')).toEqual([`4 not-ended: The dialog has not ended; asked is 'pieces'`]);
    expect(found('<back/>')[0]).toContain('4 not-possible: This is not possible here: no earlier step');
  });

  it('says which call was not made, was made too early, or had another argument', () => {
    const answers = '<answer to="pieces">3</answer><answer to="kinds">a</answer>';
    expect(found('<called service="shop.order"/>')).toEqual([`4 not-called: 'shop.order' was not called`]);
    expect(found(`${answers}<called service="shop.order"/><called service="crm.customer"/>`)).toEqual([
      `4 not-called: 'crm.customer' was called before, not after what is expected above`,
    ]);
    expect(found(`${answers}<called service="shop.order"><with name="pieces" value="4"/></called>`)).toEqual([
      "4 wrong-argument: 'pieces' was 3",
    ]);
    expect(found(`${answers}<uncalled service="shop.order"/>`)).toEqual(["4 called: 'shop.order' was called"]);
  });

  it('lets services fail as they are said to, one call after the other', () => {
    const order = '<answer to="pieces">3</answer><answer to="kinds">b</answer>';
    const run = (services: string, steps: string) =>
      tests(`<test name="t">${services}${order}${steps}</test>`).results[0]?.diagnostics.map(({ message }) => message);
    const down = '<service name="shop.order" fails="unavailable"/>';
    expect(
      run(
        `${down}<service name="shop.order">{}</service>`,
        '<called service="shop.order"/><called service="shop.order"/><see node="sure"/>',
      ),
    ).toEqual([]);
    expect(run(down, '<end outcome="failed" text="Sorry: unavailable"/>')).toEqual([]);
    const late = '<service name="shop.order" fails="timeout" code="late">Too slow</service>';
    expect(run(late, '<end outcome="failed" text="Sorry: late"/>')).toEqual([]);
    expect(run('', '<end/>')).toEqual([`'shop.order' was called, and nothing says what it answers`]);
  });

  it('corrects an earlier answer, and goes on where something has to be asked again', () => {
    const order = '<answer to="pieces">3</answer><answer to="kinds">b</answer>';
    expect(
      found(`${order}<correct to="kinds"/><see node="kinds"/><answer to="kinds">a</answer><see node="sure"/>`),
    ).toEqual([]);
    expect(found('<correct to="kinds"/>')).toEqual([`4 wrong-question: 'kinds' was not answered before`]);
  });

  it('moves between languages and channels, waits, goes silent, and gives up', () => {
    const german = tests(
      '<test name="t" language="de" channel="web"><see node="greet" text="Guten Tag."/><channel to="agent"/><see text="Guten"/></test>',
    );
    expect(german.results).toMatchObject([{ name: 't', line: 3, passed: true }]);
    expect(
      found('<wait for="2h"/><channel to="ivr"/><answer to="pieces"/><see complaint="Please"/><silence/><cancel/>'),
    ).toEqual([]);
  });

  it('refuses replies that a service cannot give by its contract', () => {
    const input = z.object({});
    const crm = defineContract('crm', '1.0.0', { customer: { input, output: z.object({ name: z.string() }) } });
    const shop = defineContract('shop', '1.0.0', {
      order: { input: z.object({ pieces: z.string() }), output: input },
      cancel: { input, output: input },
    });
    const checked = compileScript(SCRIPT, 'order.xml', { contracts: [crm, shop] });
    const read = (reply: string) => {
      const text = `<tests script="order.xml"><service name="crm.customer">${reply}</service><test name="t"/></tests>`;
      return rehearse(readRehearsalFile(text, 'order.tests.xml'), checked, new Usage(checked));
    };
    expect(read('{"name": "Ada"}')).toMatchObject([{ passed: true }]);
    expect(read('{}')).toMatchObject([{ passed: true }]);
    expect(() => read('{"nme": "Ada"}')).toThrow("wrong-reply: 'crm.customer' cannot answer this: there is no 'nme'");
    expect(() => read('{"name": 1}')).toThrow('cannot answer this: name: Invalid input: expected string');
  });

  it('knows which parts of the script were used', () => {
    const { coverage } = test(
      '<answer to="pieces">120</answer><see complaint="Too"/><answer to="pieces">0</answer><end/>',
    );
    const used = (kind: string) =>
      coverage.filter((part) => part.kind === kind).map(({ name, used }) => `${name} ${used}`);
    expect(used('question')).toEqual(['pieces 1', 'kinds 0', 'sure 0']);
    expect(used('check')).toEqual(['pieces: value < 100 1', 'pieces: value < 50 0']);
    expect(used('go')).toEqual(['sorry 0', 'bye 1', 'sorry 0']);
    expect(used('option')).toEqual(['kinds=a 0', 'kinds=b 0']);
    expect(used('failed')).toEqual(['who 0', 'place 0']);
    expect(used('branch')).toEqual(['help 0']);
    expect(coverage.find(({ name }) => name === 'kinds')).toMatchObject({ file: 'order.xml', line: 10, column: 3 });
  });

  it('finds names that the script does not have before anything runs', () => {
    const wrong = () =>
      test('<answer to="peices">1</answer><see node="x"/><called service="shop.ordre"/><wait for="long"/>');
    expect(wrong).toThrow(LanguageErrors.InvalidDocument);
    try {
      wrong();
    } catch (thrown) {
      const codes = LanguageErrors.InvalidDocument.is(thrown)
        ? thrown.data.diagnostics.map(({ code, hint }) => [code, hint])
        : [];
      expect(codes).toEqual([
        ['unknown-question', "did you mean 'pieces'?"],
        ['unknown-node', 'there are: who, greet, pieces, kinds, place, sure, bye, sorry, helped'],
        ['unknown-service', "did you mean 'shop.order'?"],
        ['bad-duration', 'such as 10s, 5m'],
      ]);
    }
    expect(() => tests('<test name="t"><service name="shop.order">{no}</service></test>')).toThrow('bad-json');
    expect(() => tests('<test name="t" channel="fax"/>')).toThrow("no channel 'fax'");
    expect(() => tests('<test/>')).toThrow("needs the attribute 'name'");
  });
});
