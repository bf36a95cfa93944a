import { formats, functions, markdownTable, toReference, usageOf } from '@caruso/language';
import { scriptVocabulary } from '../../src/index.js';
import { CHANNELS } from '../../src/vocabulary/attributes.js';

const OPERATORS = [
  ['`or`', 'one of both, at least', '`answers.a or answers.b`'],
  ['`and`', 'both', '`answers.a and not answers.b`'],
  ['`not`', 'the contrary', '`not exists(input.customer)`'],
  ['`==` `!=`', 'equal, not equal; of numbers 1.0 equals 1', "`answers.reason == 'move'`"],
  [
    '`<` `<=` `>` `>=`, or `lt` `le` `gt` `ge`',
    'in order: numbers, texts, dates, times, lengths of time',
    '`value ge today()`',
  ],
  ['`in`', 'whether a list has the value', "`answers.reason in ['move', 'death']`"],
  ['`+` `-`', 'sums; texts are joined by `+`; dates move by lengths of time', '`today() + days(14)`'],
  ['`*` `/`', 'products, quotients; division by zero is nothing', '`answers.keys * 12.5`'],
  ['`-`', 'the sign', '`-answers.amount`'],
] as const;

/** The reference page of dialog scripts, from the tables by which scripts are checked and run. */
export function scriptReference(): string {
  const channels = Object.entries(CHANNELS).map(([name, doc]) => [`\`${name}\``, doc]);
  const calls = [...functions.values()].map((each) => [`\`${usageOf(each)}\``, each.doc]);
  const shown = [...formats].map(([name, { doc, argument, argumentHint }]) => [
    `\`${name}\``,
    doc,
    argument.test('') ? '' : argumentHint,
  ]);
  return `# Reference: dialog scripts

<!-- Generated from the tables of the engine: UPDATE_DOCS=1 npm test -- packages/script-engine/test/script-reference.test.ts -->

Every element and attribute of a script, and everything an expression can say. To learn how scripts are written, begin with
[the authors' guide](script-author.md); what the check reports is listed in [script-problems.md](script-problems.md).

## Elements

${toReference(scriptVocabulary)}
## Channels

${markdownTable(['channel', 'who is there'], channels)}

## Expressions

Conditions and values see \`answers.ID\`, \`input.NAME\`, every \`let\` and \`into\` before them, \`dialog\` (\`id channel language owner
contact customer\`), \`failure\` (\`step code message uncertain\`) and, in a \`check\`, \`value\`. Texts stand in single or double
quotes, numbers have a point, lists stand in \`[ ]\`; there are \`true\`, \`false\` and \`null\`. A name that is no word stands in
backticks: \`\` answers.\`move-date\` \`\`. A name that leads through a list gives the list of what it finds: \`account.meters.number\`;
\`where\` takes only some elements, by their fields: \`sum(account.bills.amount where paid == false)\`.

A comparison with nothing is false, arithmetic with nothing is nothing. Operators, those that bind least first:

${markdownTable(['operator', 'gives', 'example'], OPERATORS)}

### Functions

${markdownTable(['function', 'gives'], calls)}

### Formats

Behind a bar in a text: \`{answers.date | date short}\`.

${markdownTable(['format', 'shows', 'one word more'], shown)}
`;
}
