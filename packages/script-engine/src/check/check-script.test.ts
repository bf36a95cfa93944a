import { defineContract } from '@caruso/core';
import { diagnosticLine } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkScript } from './check-script.js';

const Billing = defineContract('billing', '1.0.0', {
  account: {
    input: z.object({ customer: z.string() }),
    output: z.object({ balance: z.number(), since: z.iso.date(), tariffs: z.array(z.object({ id: z.string() })) }),
    idempotent: true,
  },
  book: {
    input: z.object({ amount: z.number(), kind: z.enum(['once', 'monthly']), on: z.iso.date().optional() }),
    output: z.object({}),
  },
});

/** The diagnostics of a script whose items are given, one a line; the first item stands in line 2. */
function check(items: string, attributes = '', contracts = [Billing]) {
  const text = `<script id="s" version="1" lang="en"${attributes}>\n${items}\n</script>`;
  return checkScript(text, 's.xml', { contracts }).map(diagnosticLine);
}
const end = '<end id="done" outcome="ok"><text>Goodbye.</text></end>';
const ask = (more = '', id = 'q') => `<question id="${id}" type="yesno"><text>Well?</text>${more}</question>`;

describe('checkScript', () => {
  it('finds nothing wrong with a script that is in order', () => {
    expect(check(ask() + end)).toEqual([]);
  });

  it('points into expressions, with a suggestion', () => {
    expect(check(`${ask('<go when="answers.qq == true" to="done"/>')}\n${end}`)).toEqual([
      "s.xml:2:59: error unknown-name: 'answers.qq' (did you mean 'q'?)",
    ]);
  });

  it('reports all errors at once, in the order of their places', () => {
    const found = check(
      `${ask('<go when="answers.q + 1" to="dome"/>')}\n<qestion/>\n<let name="x" value="1 +"/>\n${end}`,
    );
    expect(found.map((line) => line.split(' ')[2])).toEqual([
      'wrong-type:',
      'unknown-id:',
      'unknown-element:',
      'syntax:',
    ]);
  });

  it('reports a document that is not well-formed', () => {
    expect(checkScript('<script id="s">', 's.xml')).toMatchObject([{ severity: 'error', file: 's.xml' }]);
  });

  it('knows the codes of a question', () => {
    const question =
      '<question id="q" type="choice"><text>Which?</text><option value="red">Red</option><option value="blue">Blue</option>' +
      `<go when="answers.q == 'bleu'" to="done"/></question>`;
    expect(check(`${question}\n${end}`)).toEqual([
      expect.stringMatching(/^s\.xml:2:\d+: error .*'bleu'.*did you mean 'blue'/),
    ]);
  });

  it('checks services, operations and arguments against their contracts', () => {
    const failed = '<failed><go to="done"/></failed>';
    expect(
      check(
        `<lookup id="l" service="biling.account" into="a"><with name="customer" value="'c'"/>${failed}</lookup>${end}`,
      ),
    ).toEqual(["s.xml:2:25: error unknown-service: No service is called 'biling' (did you mean 'billing.account'?)"]);
    expect(check(`<lookup id="l" service="billing.acount" into="a">${failed}</lookup>${end}`)).toEqual([
      "s.xml:2:25: error unknown-operation: 'billing' has no operation 'acount' that a script can call (did you mean 'account'?)",
    ]);
    expect(
      check(
        `<lookup id="l" service="billing.account" into="a"><with name="custmer" value="1"/>${failed}</lookup>${end}`,
      ),
    ).toEqual([
      "s.xml:2:25: error missing-argument: billing.account needs the argument 'customer'",
      "s.xml:2:63: error unknown-argument: billing.account takes no argument 'custmer' (did you mean 'customer'?)",
    ]);
  });

  it('checks the types of arguments and of what services return', () => {
    const act = (amount: string, kind: string) =>
      `<do id="d" service="billing.book"><with name="amount" value="${amount}"/><with name="kind" value="${kind}"/><undo service="billing.book"><with name="amount" value="1"/><with name="kind" value="'once'"/></undo><failed/></do>`;
    expect(check(act('1.5', "'once'") + end)).toEqual([]);
    expect(check(act("'much'", "'one'") + end)).toEqual([
      expect.stringContaining("error wrong-type: The argument 'amount' is a number, this is a text"),
      expect.stringMatching(/error .*'one'.*'once'/),
    ]);
    const lookup = `<lookup id="l" service="billing.account" into="a"><with name="customer" value="'c'"/><failed><go to="done"/></failed></lookup>`;
    expect(check(`${lookup}<info id="i" when="a.balanc gt 0"><text>{a.since | money}</text></info>${end}`)).toEqual([
      expect.stringContaining("'a.balanc' (did you mean 'balance'?)"),
      expect.stringContaining("The format 'money' cannot show a date"),
    ]);
  });

  it('reports a question without a known type, and nothing that only follows from it', () => {
    const uses =
      '<info id="i" when="answers.day gt today() and answers.day + days(1) != null"><text>{answers.day | date} {answers.day.year}</text></info>';
    const codes = (type: string, more = '') =>
      check(
        `<question id="day" ${type} default="today()"><text>When?</text><check test="value ge today()"/>${more}</question>${uses}${end}`,
      ).map((line) => line.split(' ')[2]);
    expect(codes('type="dat"')).toEqual(['bad-value:']);
    const number = '<question id="n" type="numbr"><text>How many?</text><check test="value - 5 gt 1"/></question>';
    expect(check(`${number}<info id="i"><text>{answers.n * 2 | money}</text></info>${end}`)).toHaveLength(1);
    expect(codes('tipe="date"').sort()).toEqual(['missing-attribute:', 'unknown-attribute:']);
    expect(codes('type="choic"', '<option value="a">A</option><option value="b">B</option>')).toEqual(['bad-value:']);
  });

  it('reports an unknown service, input type or formula that is missing, and nothing that only follows from it', () => {
    const info = '<info id="i" when="a.balance gt 1"><text>{a.since | date} {a.tariffs}</text></info>';
    const lookup = (service: string) =>
      check(
        `<lookup id="l" ${service} into="a"><with name="customer" value="'c'"/><failed/></lookup>${info}${end}`,
      ).map((line) => line.split(' ')[2]);
    expect(lookup('service="biling.account"')).toEqual(['unknown-service:']);
    expect(lookup('service="billing.acount"')).toEqual(['unknown-operation:']);
    expect(lookup('servise="billing.account"').sort()).toEqual(['missing-attribute:', 'unknown-attribute:']);
    const input =
      '<input name="n" type="numbr" default="5"/><info id="i" when="input.n gt 4"><text>{input.n | money}</text></info>';
    expect(check(input + end).map((line) => line.split(' ')[2])).toEqual(['bad-value:']);
    const computed = '<let name="x" valeu="1"/><info id="i" when="x.y gt 4"><text>{x | money}</text></info>';
    expect(
      check(computed + end)
        .map((line) => line.split(' ')[2])
        .sort(),
    ).toEqual(['missing-attribute:', 'unknown-attribute:']);
  });

  it('does not guess about services when it is given no contracts', () => {
    const text = `<script id="s" version="1" lang="en"><lookup id="l" service="x.y" into="a"><failed/></lookup><info id="i"><text>{a.b.c}</text></info>${end}</script>`;
    expect(checkScript(text, 's.xml')).toEqual([]);
  });

  it('warns of an action without failure path, without undo, and of retries that can act twice', () => {
    const act = `<do id="d" service="billing.book" retries="2"><with name="amount" value="1"/><with name="kind" value="'once'"/></do>`;
    expect(check(act + end).map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
      'warning no-failed:',
      'warning no-undo:',
      'warning retry-twice:',
    ]);
  });

  it('finds what no way leads to', () => {
    expect(check(`<go to="done"/>\n${ask()}\n${end}`)).toEqual([
      "s.xml:3:1: error unreachable: No way leads to 'q' (remove it, or let a <go> lead to it)",
    ]);
  });

  it('finds ways that end nowhere', () => {
    expect(check(ask())).toEqual([expect.stringMatching(/^s\.xml:2:1: error dead-end/)]);
    expect(
      check(`${end}<branch id="b" title="B" return="end"><info id="i"><text>Well.</text></info></branch>`),
    ).toEqual([expect.stringContaining("error dead-end: The branch 'b' must lead to an end")]);
    expect(check('')).toEqual([expect.stringContaining('dead-end')]);
  });

  it('finds circles without a question', () => {
    const items = `<section id="a"><info id="i" when="false"><text>Never.</text></info></section><go to="a"/>${end}`;
    expect(check(`${ask('<go to="done"/>')}${items}`)).not.toEqual([]);
    expect(check(`<section id="a"><go when="dialog.owner == 'x'" to="done"/></section>\n<go to="a"/>\n${end}`)).toEqual(
      ['s.xml:3:9: error endless-loop: This leads round in a circle without a question'],
    );
    expect(check(`${ask()}<go when="answers.q" to="q"/>${end}`)).toEqual([]);
  });

  it('refuses transitions into rounds of a roster and into branches', () => {
    const lookup = `<lookup id="l" service="billing.account" into="a"><with name="customer" value="'c'"/><failed><go to="done"/></failed></lookup>`;
    const roster = `<section id="r" each="a.tariffs" as="t">${ask('', 'inside')}</section>`;
    expect(check(`${lookup}${ask('<go when="answers.q" to="inside"/>')}${roster}${end}`)).toEqual([
      expect.stringContaining("error into-roster: 'inside' stands in the rounds of 'r' (go to 'r')"),
    ]);
    const branch = `<branch id="b" title="B">${ask('', 'inside')}</branch>`;
    expect(check(`${ask('<go when="answers.q" to="inside"/>')}${end}${branch}`)).toEqual([
      expect.stringContaining('error into-branch'),
    ]);
  });

  it('proves that there is wording wherever something can come', () => {
    expect(check(`<info id="i"><text on="agent">Only here.</text></info>${end}`, ' on="agent web"')).toEqual([
      "s.xml:2:1: error no-wording: 'i' has no wording on web (add <text> in en on web)",
    ]);
    expect(check(`<info id="i" on="agent"><text on="agent">Only here.</text></info>${end}`, ' on="agent web"')).toEqual(
      [],
    );
    expect(check(`<info id="i"><hint>Not a wording.</hint></info>${end}`)).toEqual([
      expect.stringContaining('no-wording'),
    ]);
  });

  it('warns of texts that tell customers what services say of failures', () => {
    const info = (inside: string) => check(`<info id="i">${inside}</info>${end}`).map((line) => line.split(' ')[2]);
    expect(info('<text>No: {failure.message}</text>')).toEqual(['internal-wording:']);
    expect(info('<text>No.</text><text on="agent">No: {failure.message}</text>')).toEqual([]);
  });

  it('warns of languages that are missing', () => {
    const found = check(
      `<info id="i"><text>Hello.</text><text lang="de" on="web">Hallo.</text></info>${end}`,
      ' languages="en de" on="agent web"',
    );
    expect(found).toEqual([
      `s.xml:2:1: warning missing-language: 'i' has no wording in 'de' on agent (add <text lang="de" on="agent">…</text>)`,
      `s.xml:2:78: warning missing-language: 'done' has no wording in 'de' (add <text lang="de">…</text>)`,
    ]);
  });

  it('says how a choice is worded in another language', () => {
    const question =
      '<question id="q" type="choice" on="agent"><text>Where?</text><text lang="de">Wo?</text><option value="city">In town</option></question>';
    const [found] = check(question + end, ' languages="en de"');
    expect(found).toContain(
      `The choice 'city' has no wording in 'de' (add <option value="city">…<text lang="de">…</text></option>)`,
    );
  });

  it('warns of titles that are missing in a language, and refuses double ones', () => {
    const of = (title: string, inBranch = '') => {
      const branch = `<branch id="b" title="Help">${inBranch}<info id="i"><text>Well.</text><text lang="de">Gut.</text></info></branch>`;
      const goodbye = '<end id="done" outcome="ok"><text>Bye.</text><text lang="de">Ade.</text></end>';
      return check(`${title}${goodbye}\n${branch}`, ' title="Moving" languages="en de"');
    };
    expect(of('<title lang="de">Umzug</title>', '<title lang="de">Hilfe</title>')).toEqual([]);
    expect(of('<title lang="de"> </title>')).toEqual([
      `s.xml:1:1: warning missing-language: The title of 's' has no wording in 'de' (add <title lang="de">…</title>)`,
      `s.xml:3:1: warning missing-language: The title of 'b' has no wording in 'de' (add <title lang="de">…</title>)`,
    ]);
    const wrong = of('<title lang="de">Umzug</title><title lang="de">Zug</title><title lang="fr">Gare</title>');
    expect(wrong.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      's.xml:2:31: error duplicate-title:',
      's.xml:2:59: warning undeclared-language:',
      's.xml:3:1: warning missing-language:',
    ]);
  });

  it('reports names that are taken or cannot be used', () => {
    expect(
      check(`<let name="answers" value="1"/>${ask('', 'no-name')}<let name="in" value="1"/>${end}`).map(
        (line) => line.split(' ')[2],
      ),
    ).toEqual(['duplicate-name:', 'bad-name:', 'bad-name:']);
  });

  it('reports ids with dots, and defaults of inputs that are not of their type', () => {
    expect(
      check(`<input name="n" type="number" default="many"/>\n<info id="a.b"><text>Hello.</text></info>${end}`),
    ).toEqual([
      "s.xml:2:1: error bad-value: The default 'many' is not of type number",
      "s.xml:3:1: error bad-name: 'a.b' cannot be the id of an item (use letters, digits, - and _)",
    ]);
  });

  it('sees a computed name only behind the place where it is computed', () => {
    expect(
      check(`<info id="i"><text>{x}</text></info><let name="x" value="1"/><info id="j"><text>{x}</text></info>${end}`),
    ).toHaveLength(1);
  });

  it('reports a call that leads to no script', () => {
    const call = `<call id="c" script="identify" into="i"><go when="i.outcome == 'no'" to="done"/></call>`;
    expect(check(`${call}\n${end}`)).toEqual([
      expect.stringMatching(/^s\.xml:2:\d+: error unknown-script: No script is called 'identify'/),
    ]);
  });

  it('reports channels, lengths of time and fields that there are not', () => {
    expect(check(`<info id="i" on="agent wep"><text>Hello.</text></info>${end}`)).toEqual([
      expect.stringContaining("2:24: error unknown-channel: 'wep' is not a channel (did you mean 'web'?)"),
    ]);
    const lookup = `<lookup id="l" service="billing.account" into="a" timeout="soon"><with name="customer" value="'c'"/><failed><go to="done"/></failed></lookup>`;
    const question =
      '<question id="q" type="choice" from="a.tariffs" code="id" label="nam"><text>Which?</text></question>';
    expect(check(`${lookup}${question}${end}`).map((line) => line.split(' ')[2])).toEqual([
      'bad-duration:',
      'unknown-field:',
    ]);
  });

  it('knows what is said of files, and that none comes by telephone', () => {
    const photo = (more: string) => `<question id="p" type="file" ${more}><text>A photo?</text></question>\n${end}`;
    const right = photo('accept="image/jpeg application/pdf" maxsize="500kB"');
    expect(check(right, ' on="web"')).toEqual([]);
    expect(check(photo('accept="image/jpg"'), ' on="web"')).toEqual([
      "s.xml:2:38: error bad-value: 'image/jpg' is no type of files whose content can be checked (did you mean 'image/jpeg'?)",
    ]);
    expect(check(photo('maxsize="1GB"'), ' on="web"')[0]).toContain("bad-value: '1GB' is no size of a file");
    expect(check(photo('maxsize="11MB"'), ' on="web"')[0]).toContain('10MB at most');
    expect(check(photo(''), ' on="ivr"')[0]).toContain('not-on-telephone');
    const sees = photo('').replace(
      '</text></question>',
      '</text><check test="value.size lt 1000 and value.nam == \'x\'"/></question>',
    );
    expect(check(sees, ' on="web"')[0]).toContain("unknown-name: 'value.nam' (did you mean 'name'?)");
  });
});
