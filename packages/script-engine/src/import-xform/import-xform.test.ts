import { CarusoError } from '@caruso/core';
import { diagnosticLine, LanguageErrors } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { importXForm } from './import-xform.js';

interface Parts {
  readonly data: string;
  readonly binds?: string;
  readonly body: string;
  readonly model?: string;
}

const formOf = ({ data, binds = '', body, model = '' }: Parts) =>
  `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>T</h:title><model>${model}<instance><data id="t">${data}</data></instance>
${binds}
</model></h:head>
<h:body>${body}</h:body></h:html>`;

const input = (path: string, more = '') => `<input ref="/data/${path}"><label>${path}?</label>${more}</input>`;

/** What stands in the script, a line for each element, without what every script has. */
function lines(parts: Parts): string[] {
  return importXForm(formOf(parts), 't.xml')
    .text.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:<\?xml|<\/?script|<end)/.test(line));
}

const told = (parts: Parts) => importXForm(formOf(parts), 't.xml').diagnostics.map(diagnosticLine);

function refused(text: string): string[] {
  try {
    importXForm(text, 't.xml');
  } catch (thrown) {
    if (CarusoError.is(thrown) && LanguageErrors.InvalidDocument.is(thrown))
      return thrown.data.diagnostics.filter(({ severity }) => severity === 'error').map(diagnosticLine);
    throw thrown;
  }
  throw new Error('the form was imported');
}

describe('importXForm: questions', () => {
  it('asks in the type of the node', () => {
    const types = ['string', 'decimal', 'date', 'time', 'boolean', 'xsd:date', 'barcode'];
    const found = lines({
      data: types.map((_, index) => `<q${index}/>`).join(''),
      binds: types.map((type, index) => `<bind nodeset="/data/q${index}" type="${type}"/>`).join(''),
      body: types.map((_, index) => input(`q${index}`)).join(''),
    });
    expect(found.map((line) => /type="(\w+)"/.exec(line)?.[1])).toEqual([
      'text',
      'number',
      'date',
      'time',
      'yesno',
      'date',
      'text',
    ]);
  });

  it('asks for what has no type of its own as a text, and says so', () => {
    const parts = { data: '<a/>', binds: '<bind nodeset="/data/a" type="geopoint"/>', body: input('a') };
    expect(lines(parts)).toEqual(['<question id="a" type="text" required="no"><text>a?</text></question>']);
    expect(told(parts)).toEqual([
      't.xml:5:21: warning asked-as-text: A dialog has no question of the type geopoint (it is asked for as a text)',
    ]);
  });

  it('keeps what must not be seen private', () => {
    expect(lines({ data: '<a/>', body: '<secret ref="/data/a"><label>Pin</label></secret>' })[0]).toContain(
      'private="yes"',
    );
  });

  it('gives names that can stand in expressions, and none twice', () => {
    const { names } = importXForm(
      formOf({
        data: '<first-name/><g><first-name/></g><h><first-name/></h><answers/><not/><_1/>',
        body: ['first-name', 'g/first-name', 'h/first-name', 'answers', 'not', '_1']
          .map((path) => input(path))
          .join(''),
      }),
      't.xml',
    );
    expect([...names.values()]).toEqual([
      'answers.first_name',
      'answers.g_first_name',
      'answers.h_first_name',
      'answers.data_answers',
      'answers.data_not',
      'answers._1',
    ]);
  });

  it('tells what cannot be changed, and asks for what can', () => {
    const parts = {
      data: '<a/><b>7</b><c/>',
      binds: `<bind nodeset="/data/a" readonly="true()"/><bind nodeset="/data/b" readonly="true()"/>
        <bind nodeset="/data/c" readonly="/data/b = 7"/>`,
      body: input('a') + input('b') + input('c'),
    };
    expect(lines(parts)).toEqual([
      `<let name="b" value="'7'"/>`,
      '<info id="a"><text>a?</text></info>',
      '<info id="b_note"><text>b?<br/>{b}</text></info>',
      '<question id="c" type="text" required="no"><text>c?</text></question>',
    ]);
    expect(told(parts)).toEqual([
      't.xml:4:43: warning not-translated: A question cannot become read-only (it can always be answered)',
    ]);
  });

  it('has hints for whoever answers below the text, and guidance for agents only', () => {
    const parts = {
      data: '<a/>',
      model: `<itext><translation lang="en"><text id="h"><value>In years</value><value form="guidance">Ask twice</value></text>
        </translation></itext>`,
      body: input('a', `<hint ref="jr:itext('h')"/>`),
    };
    expect(lines(parts).join('')).toContain('<text>a?<br/><i>In years</i></text><hint>Ask twice</hint>');
  });

  it('takes a way round what a form may contain and XML or wording may not', () => {
    const label = 'A &lt;b&gt; {x} &amp; "y"<output value="/data/a"/>';
    expect(lines({ data: '<a/>', body: `<input ref="/data/a"><label>${label}</label></input>` })[0]).toContain(
      '<text>A &lt;b> {{x}} &amp; "y"{answers.a}</text>',
    );
  });
});

describe('importXForm: languages', () => {
  const itext = (lang: string, text: string, more = '') =>
    `<translation lang="${lang}"${more}><text id="a"><value>${text}</value></text></translation>`;
  const form = (...translations: readonly string[]) =>
    formOf({
      data: '<a/>',
      model: `<itext>${translations.join('')}</itext>`,
      body: `<input ref="/data/a"><label ref="jr:itext('a')"/></input>`,
    });

  it('knows them by their codes, their English and their own names', () => {
    const { text } = importXForm(
      form(
        itext('Français', 'Âge'),
        itext('Urdu (ur)', 'x'),
        itext('English', 'Age', ' default="true()"'),
        itext('klingon', 'y'),
      ),
      't.xml',
    );
    expect(text).toContain('lang="en" languages="en fr ur klingon"');
    expect(text.replace(/\n\s*/g, '')).toContain(
      '<text>Age</text><text lang="fr">Âge</text><text lang="ur">x</text><text lang="klingon">y</text>',
    );
  });

  it('has the one it is told where the form names none', () => {
    const { text } = importXForm(form(itext('default', 'Alter')), 't.xml', { language: 'de' });
    expect(text).toContain(' lang="de" ');
  });

  it('reports a text that is not there', () => {
    expect(told({ data: '<a/>', body: `<input ref="/data/a"><label ref="jr:itext('b')"/></input>` })).toEqual([
      "t.xml:5:42: warning unknown-text: There is no text 'b'",
    ]);
  });
});

describe('importXForm: what cannot be said', () => {
  it.each([
    ['relevant', 'uuid() = 1', 'uuid() has no counterpart (it is always asked)'],
    ['constraint', "regex(., '1')", 'regex() has no counterpart (the answer is not checked)'],
    ['required', 'random() &gt; 1', 'random() has no counterpart (the answer may be left out)'],
    ['calculate', "pulldata('a', 'b', 'c', 'd')", 'pulldata() has no counterpart (nothing is filled in)'],
    ['relevant', '/data/b = 1', "there is no node 'b' in '/data' (it is always asked)"],
    ['relevant', '//a', 'this path does not begin at the data of the form (it is always asked)'],
    ['relevant', '/data/*', 'a path can go only to named nodes, . and .. (it is always asked)'],
    ['relevant', "instance('x')/root/item/a = 1", "there is no instance 'x' (it is always asked)"],
    ['relevant', '/data = 1', "'/data' is a group and has no value of its own (it is always asked)"],
    ['relevant', '/data/a | /data/a', 'two paths cannot be joined (it is always asked)'],
  ])('is listed with its place: %s="%s"', (name, expression, message) => {
    const found = told({ data: '<a/>', binds: `<bind nodeset="/data/a" ${name}="${expression}"/>`, body: input('a') });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^t\.xml:3:\d+: warning not-translated: /);
    expect(found[0]).toContain(message);
  });

  it('points into the expression', () => {
    const binds = '<bind nodeset="/data/a" relevant="1 = 1 and uuid() = 2"/>';
    expect(told({ data: '<a/>', binds, body: input('a') })[0]).toMatch(/^t\.xml:3:45:/);
  });

  it('is a computed value that needs itself', () => {
    const binds = '<bind nodeset="/data/b" calculate="/data/c + 1"/><bind nodeset="/data/c" calculate="/data/b + 1"/>';
    const parts = { data: '<a/><b/><c/>', binds, body: input('a') };
    expect(told(parts)).toEqual([
      "t.xml:3:85: warning not-translated: '/data/b' is computed from itself (its value is nothing)",
    ]);
  });

  it('is data from outside of the form, and no question without choices is left', () => {
    const parts = {
      data: '<a/><b/>',
      model: '<instance id="far" src="jr://file-csv/far.csv"/>',
      body: `${input('a')}<select1 ref="/data/b"><itemset nodeset="instance('far')/root/item"><value ref="name"/></itemset></select1>`,
    };
    // The first instance is the data of the form.
    const form = formOf(parts).replace(parts.model, '').replace('</instance>', `</instance>${parts.model}`);
    const { text, diagnostics } = importXForm(form, 't.xml');
    expect(text).not.toContain('id="b"');
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "no-choices: '/data/b' has no choices",
      "not-translated: the data of the instance 'far' are not in the form",
    ]);
  });
});

describe('importXForm: what happens in a form', () => {
  it('is filled in at the beginning, and listed when it comes later', () => {
    const parts = {
      data: '<a/><b/>',
      binds: `<setvalue event="odk-instance-first-load" ref="/data/a" value="concat('x', 1 + 1)"/>
<setvalue event="odk-new-repeat" ref="/data/b" value="1"/><submission base64RsaPublicKey="x"/>`,
      body: input('a', '<setvalue event="xforms-value-changed" ref="/data/b" value="2"/><help>h</help>') + input('b'),
    };
    expect(lines(parts)[0]).toContain(`default="'x2'"`);
    expect(told(parts)).toEqual([
      't.xml:4:1: warning not-imported: <setvalue> has no counterpart in a dialog',
      't.xml:4:59: warning not-imported: Answers are not encrypted as in the form',
      't.xml:6:47: warning not-imported: <setvalue> has no counterpart in a dialog',
      't.xml:6:111: warning not-imported: <help> has no counterpart in a dialog',
    ]);
  });
});

describe('importXForm: what is refused', () => {
  it('is what is no form', () => {
    expect(refused('<html><head/></html>')).toEqual([
      't.xml:1:1: error no-form: This is no XForm (it has <h:head> with a <model>, and a <h:body>)',
    ]);
    expect(refused('<h:html><h:head><model/></h:head><h:body/></h:html>')).toEqual([
      't.xml:1:17: error no-form: The form has no instance, so there is nothing to fill in',
    ]);
    expect(refused(formOf({ data: '<a/>', body: '' }))).toEqual([
      't.xml:2:46: error not-importable: Nothing in this form can be asked or told',
    ]);
  });

  it('is what is not well-formed, and what declares entities', () => {
    expect(refused('<h:html><h:head></h:html>')[0]).toContain('t.xml:1:');
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
    expect(refused(bomb + formOf({ data: '<a>&b;</a>', body: input('a') }))[0]).toContain('t.xml:1:');
  });

  it('is a question that cannot be asked and must be answered', () => {
    expect(refused(formOf({ data: '<a/>', body: '<rank ref="/data/a"/>' }))).toEqual([
      "t.xml:5:9: error not-importable: A dialog cannot ask for an order: '/data/a'",
    ]);
    const binds = '<bind nodeset="/data/b" required="true()"/>';
    expect(refused(formOf({ data: '<a/><b/>', binds, body: `${input('a')}<upload ref="/data/b"/>` }))).toEqual([
      "t.xml:5:55: error not-importable: Uploads are not imported: '/data/b'",
    ]);
  });

  it('is an expression that is none', () => {
    const binds = '<bind nodeset="/data/a" relevant="1 +"/>';
    expect(refused(formOf({ data: '<a/>', binds, body: input('a') }))).toEqual([
      't.xml:3:38: error syntax: The expression ends too early',
    ]);
  });
});

describe('importXForm: repeats', () => {
  const repeat = (attributes: string) =>
    `<repeat nodeset="/data/r"${attributes}><label>Child</label>${input('r/a')}</repeat>`;

  it('ask whether there is one, when the form has none', () => {
    expect(lines({ data: '<r jr:template=""><a/></r>', body: repeat('') })).toEqual([
      '<question id="r_first" type="yesno"><text>Is there one: Child?</text></question>',
      '<section id="r" title="Child" when="answers.r_first" repeat="answers.r_more" as="r_nr">',
      '<question id="a" type="text" required="no"><text>r/a?</text></question>',
      '<question id="r_more" type="yesno"><text>Another one: Child?</text></question>',
      '</section>',
    ]);
  });

  it('have as many rounds as an answer says', () => {
    const parts = {
      data: '<n/><r><a/></r>',
      binds: '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/r" relevant="/data/n &lt; 5"/>',
      body: input('n') + repeat(' jr:count="/data/n"'),
    };
    expect(lines(parts).join(' ')).toContain('when="answers.n lt 5 and answers.n ge 1" repeat="r_nr + 1 le answers.n"');
  });

  it('sum up what is computed in them behind them', () => {
    const found = lines({
      data: '<s/><t/><r><a/><d/></r>',
      binds: `<bind nodeset="/data/r/a" type="int"/><bind nodeset="/data/r/d" calculate="../a * 2"/>
        <bind nodeset="/data/s" calculate="/data/t + 1"/><bind nodeset="/data/t" calculate="sum(/data/r/d)"/>`,
      body: repeat(''),
    }).filter((line) => /<let|<\/?section/.test(line));
    expect(found.map((line) => /name="\w+"|<\/?section/.exec(line)?.[0])).toEqual([
      '<section',
      'name="d"',
      '</section',
      'name="t"',
      'name="s"',
    ]);
  });
});
