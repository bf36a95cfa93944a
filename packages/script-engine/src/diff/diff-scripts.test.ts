import { describe, expect, it } from 'vitest';
import { diffScripts } from './diff-scripts.js';

const BEFORE = `<script id="s" version="1" lang="en" languages="en de">
  <question id="reason" type="choice" required="yes">
    <text>Why do you call?</text>
    <text lang="de">Worum geht es?</text>
    <option value="move">Moving</option>
    <option value="meter">Meter<text lang="de">Zähler</text></option>
    <go to="moved" when="answers.reason == 'move'"/>
    <go to="bye"/>
  </question>
  <question id="number" type="number">
    <text>Which number?</text>
    <check test="value > 0"><text>Too low.</text></check>
  </question>
  <do id="store" service="billing.store">
    <with name="number" value="answers.number"/>
    <failed/>
  </do>
  <section id="more">
    <info id="moved"><text>So you move.</text></info>
  </section>
  <end id="bye" outcome="done"><text>Goodbye.</text></end>
</script>`;

/** The sentences of what a replacement in the script changes. */
function said(...replacements: readonly (readonly [string | RegExp, string])[]): readonly string[] {
  const after = replacements.reduce((text, [from, to]) => {
    expect(text).toMatch(from);
    return text.replace(from, to);
  }, BEFORE);
  return diffScripts({ file: 'old.xml', text: BEFORE }, { file: 'new.xml', text: after }).map((each) => each.sentence);
}

describe('diffScripts', () => {
  it('tells what was changed in words of an author', () => {
    expect(
      said(
        ["'move'", "'meter'"],
        ['Why do you call?', 'Why do <b>you</b> call?'],
        ['Worum geht es?', 'Warum?'],
        ['>Meter<', '>The meter<'],
        ['Zähler', 'Der Zähler'],
        ['outcome="done"', 'outcome="ended" handover="sales"'],
        ['value > 0', 'value > 10'],
        [' required="yes"', ' keep="drop"'],
        ['"billing.store"', '"billing.keep" when="answers.number > 5"'],
        ['value="answers.number"', 'value="answers.number + 1"'],
      ),
    ).toEqual([
      `The attribute 'keep' of question 'reason' is "drop" now; it was "confirm".`,
      `The text (en) of question 'reason' says "Why do <b>you</b> call?" now; it said "Why do you call?".`,
      `The text (de) of question 'reason' says "Warum?" now; it said "Worum geht es?".`,
      `The choice 'meter' of question 'reason' says "The meter" now; it said "Meter".`,
      `The text (de) of the choice 'meter' of question 'reason' says "Der Zähler" now; it said "Zähler".`,
      `The condition of the way to 'moved' of question 'reason' is "answers.reason == 'meter'" now; it was "answers.reason == 'move'".`,
      `The rule of the check of question 'number' is "value > 10" now; it was "value > 0".`,
      `The service of action 'store' is "billing.keep" now; it was "billing.store".`,
      `Action 'store' has the condition "answers.number > 5" now.`,
      `The value of the argument 'number' of action 'store' is "answers.number + 1" now; it was "answers.number".`,
      `The outcome of end 'bye' is "ended" now; it was "done".`,
      `End 'bye' has the queue "sales" now.`,
    ]);
  });

  it('tells what is new, what is gone, and what has moved', () => {
    expect(
      said(
        ['<option value="move">Moving</option>', ''],
        [/<text lang="de">Zähler<\/text>/, '<hint>Gas, too.</hint>'],
        [/\s*<info id="moved">.*<\/info>/, '<info id="news"><text>New!</text></info>'],
        ['<end id="bye"', '<info id="moved"><text>So you move.</text></info><end id="bye"'],
        [/<do[\s\S]*<\/do>/, ''],
      ),
    ).toEqual([
      `The hint (en) of the choice 'meter' of question 'reason' is new: "Gas, too.".`,
      `The text (de) of the choice 'meter' of question 'reason' is gone: "Zähler".`,
      `The choice 'move' of question 'reason' is gone: "Moving".`,
      `Information 'news' is new.`,
      `Information 'moved' stands behind section 'more' now; it stood first in section 'more'.`,
      `Action 'store' is gone.`,
    ]);
    expect(said([/(<question id="number"[\s\S]*<\/question>)([\s\S]*<\/section>)/, '$2$1'])).toEqual([
      `Question 'number' stands behind section 'more' now; it stood behind question 'reason'.`,
    ]);
    expect(said([/(<go to="moved"[^>]*>)\s*(<go to="bye"\/>)/, '$2$1'])).toEqual([
      `The way to 'bye' of question 'reason' stands first in question 'reason' now; it stood behind the way to 'moved' in question 'reason'.`,
    ]);
    expect(said([/<section id="more">/, '<section id="all"><info id="x"/>'])).toEqual([
      `Section 'all' is new.`,
      `Information 'moved' stands behind information 'x' in section 'all' now; it stood first in section 'more'.`,
      `Section 'more' is gone.`,
    ]);
  });

  it('follows a new name, which changes nothing else', () => {
    const renamed = [
      [/"number" type/, '"reading" was="number" type'],
      ['value="answers.number"', 'value="answers.reading"'],
      ['id="bye"', 'id="end" was="bye"'],
      ['<go to="bye"/>', '<go to="end"/>'],
    ] as const;
    expect(said(...renamed)).toEqual([`Question 'number' is called 'reading' now.`, `End 'bye' is called 'end' now.`]);
    expect(said(['id="moved"', 'id="went"'], ['to="moved"', 'to="went"'])).toEqual([
      `The target of the way to 'went' of question 'reason' is "went" now; it was "moved".`,
      `Information 'went' is new. It is all that 'moved' was: if it is the same, say was="moved".`,
      `Information 'moved' is gone.`,
    ]);
  });

  it('names the places in both files, and the item', () => {
    const after = BEFORE.replace('Too low.', 'Far too low.');
    expect(diffScripts({ file: 'a.xml', text: BEFORE }, { file: 'b.xml', text: after })).toEqual([
      {
        kind: 'changed',
        element: 'text',
        item: 'number',
        before: 'Too low.',
        after: 'Far too low.',
        sentence: `The text (en) of the check of question 'number' says "Far too low." now; it said "Too low.".`,
        old: { file: 'a.xml', line: 12, column: 29 },
        new: { file: 'b.xml', line: 12, column: 29 },
      },
    ]);
  });

  it('does not take presets, blanks in expressions, brackets and the order of names for differences', () => {
    expect(
      said(
        [' required="yes"', ''],
        ["answers.reason == 'move'", " ( answers.reason=='move' ) "],
        ['languages="en de"', 'languages="de  en"'],
        ['<text>Why', '<text lang="en">Why'],
      ),
    ).toEqual([]);
  });
});
