import { describe, expect, it } from 'vitest';
import { checkScript } from '../src/index.js';
import { Walk } from './support/walk.js';

const end = '<end id="done" outcome="ok"><text>Goodbye.</text></end>';
const question = (id: string, attributes: string, more = '') =>
  `<question id="${id}" ${attributes}><text>${id}?</text>${more}</question>`;
const script = (items: string) => `<script id="s" version="1" lang="en">${items}</script>`;
const walkOf = (items: string) => new Walk(script(items), { unchecked: true }).start();
const found = (items: string) => checkScript(script(items), 's.xml').map(({ code, message }) => `${code}: ${message}`);

describe('a section that is repeated', () => {
  const people = `<section id="people" repeat="answers.more" as="nr">
      <question id="name" type="text"><text>Who is number {nr}?</text></question>
      ${question('more', 'type="yesno"')}
    </section>
    <info id="all"><text>{count(answers.people)}: {join(answers.people.name, ', ')}</text></info>${end}`;

  it('begins once more as long as its condition holds at the end of a round, and numbers the rounds', () => {
    const walk = walkOf(people).answer('Ada', true);
    expect(walk.text).toBe('Who is number 2?');
    expect(walk.answer('Bob', false).text).toBe('2: Ada, Bob');
  });

  it('goes back into the round before, and forward from there', () => {
    const walk = walkOf(people).answer('Ada', true, 'Bob').back().back();
    expect([walk.text, walk.screen.node.question?.prefill]).toEqual(['more?', true]);
    expect(walk.answer(false).text).toBe('1: Ada');
  });

  it('can lie in rounds of another, and counts for each of them anew', () => {
    const walk = walkOf(`<section id="outer" repeat="answers.outerMore">
        <section id="inner" repeat="nr lt 2" as="nr">${question('q', 'type="number"')}</section>
        ${question('outerMore', 'type="yesno"')}
      </section>
      <info id="all"><text>{join(answers.outer.inner.q, ' ')}</text></info>${end}`);
    expect(walk.answer(1, 2, true, 3, 4, false).text).toBe('1 2 3 4');
  });

  it('ends after as many rounds as nobody goes through, when nothing in it asks', () => {
    const walk = walkOf(
      `<section id="idle" repeat="true">${question('q', 'type="text" when="1 gt 2"')}</section>${end}`,
    );
    expect(walk.screen.outcome).toBe('ok');
  });

  it('takes its rounds from a list or from a condition, and the condition sees the round', () => {
    expect(
      found(`<section id="s1" each="[1]" repeat="true" as="x">${question('q', 'type="text"')}</section>${end}`),
    ).toEqual(['two-sources: The rounds come from a list or from a condition, not from both']);
    expect(found(`<section id="s1" repeat="answers.q">${question('q', 'type="text"')}</section>${end}`)).toEqual([
      'wrong-type: yes/no is expected, this is a text',
    ]);
    expect(found(`<section id="s1" repeat="answers.x == 1">${question('q', 'type="text"')}</section>${end}`)).toEqual([
      "unknown-name: 'answers.x'",
    ]);
  });
});

describe('what is computed in the rounds of a section', () => {
  const lines = `<section id="lines" repeat="nr lt 3" as="nr">
      ${question('price', 'type="number"')}${question('pieces', 'type="number" required="no"')}
      <let name="total" value="answers.price * coalesce(answers.pieces, 1) * nr"/>
    </section>`;

  it('can be read from outside, as a field of the rounds', () => {
    const walk = walkOf(`${lines}<let name="all" value="sum(answers.lines.total)"/>
      <info id="sum"><text>{all}; {sum(answers.lines.price where total gt 11)}</text></info>${end}`);
    expect(walk.answer(10, 2, 5, null, 1, 4).text).toBe('42; 11');
  });

  it('is known by its type there', () => {
    const info = `<info id="i"><text>{upper(last(answers.lines.total))}{answers.lines.totals}</text></info>`;
    expect(found(`${lines}${info}${end}`)).toEqual([
      'wrong-type: upper wants a text here, this is a number',
      "unknown-name: 'answers.lines.totals'",
    ]);
  });
});

describe('a question that must be answered under a condition', () => {
  const items = `${question('kind', 'type="choice"', '<option value="a b">AB</option><option value="c">C</option>')}
    ${question('why', 'type="text" required="answers.kind == \'a b\'"')}${end}`;

  it('may be passed when the condition does not hold', () => {
    const walk = walkOf(items).answer('c');
    expect(walk.screen.node.question?.required).toBe(false);
    expect(walk.answer('').screen.outcome).toBe('ok');
  });

  it('is refused without an answer when it holds', () => {
    const walk = walkOf(items).answer('a b');
    expect(walk.screen.node.question?.required).toBe(true);
    expect(walk.answer('').screen.complaint).toEqual([{ text: 'Please answer this question.' }]);
  });

  it('is checked like other conditions', () => {
    expect(found(`${question('q', 'type="text" required="yeah"')}${end}`)).toEqual(["unknown-name: 'yeah'"]);
    expect(found(`${question('q', 'type="text" required="1 + 1"')}${end}`)).toEqual([
      'wrong-type: yes/no is expected, this is a number',
    ]);
  });
});

describe('a choice', () => {
  it('has any code that is not empty, for codes are those of other systems', () => {
    expect(found(`${question('q', 'type="choice"', '<option value=" ">A</option>')}${end}`)).toEqual([
      'bad-value: A choice needs a code',
    ]);
  });
});
