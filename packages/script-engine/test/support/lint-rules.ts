import { markdownTable } from '@caruso/language';

/** A rule of the check: a script that breaks it, and one that does not. */
export interface LintRule {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong, and what to do. */
  readonly doc: string;
  /** The inside of a script, or a whole one; an end is added where none stands. */
  readonly bad: string;
  readonly good: string;
  /** Further attributes of `<script>`. */
  readonly attributes?: string;
  /** The inside of the version before. */
  readonly before?: string;
}

interface Group {
  readonly title: string;
  readonly rules: readonly LintRule[];
}

const ask = (more = '', id = 'sure', type = 'yesno') =>
  `<question id="${id}" type="${type}"><text>Well?</text>${more}</question>`;
const tell = (text: string, more = '', id = 'hello') => `<info id="${id}"${more}><text>${text}</text></info>`;
const choice = (go = '', more = '') =>
  `<question id="which" type="choice"><text>Which?</text><option value="red">Red</option><option value="blue">Blue</option>${more}${go}</question>`;
const lookup = (
  service = 'billing.account',
  name = 'customer',
  value = "'4711'",
  failed = '<failed><go to="done"/></failed>',
) =>
  `<lookup id="account" service="${service}" into="account"><with name="${name}" value="${value}"/>${failed}</lookup>`;
const act = (inside: string, more = '') =>
  `<do id="book" service="billing.book"${more}><with name="amount" value="1"/>${inside}</do>`;
const IVR = ' on="ivr"';
const silence = '<retry on="silence"><text>Are you there?</text></retry>';
const keyed = (first: string, second: string) =>
  choice().replace('"red"', `"red" key="${first}"`).replace('"blue"', `"blue" key="${second}"`);
const question = (options: number) =>
  `<question id="which" type="choice"><text>Which?</text>${Array.from({ length: options }, (_, at) => `<option value="c${at}">Choice ${at}</option>`).join('')}</question>`;
const call = (more = '', version = '', given = `<with name="number" value="'1'"/>`) =>
  `<call id="c" script="who" into="c"${version}>${given}${more}</call>`;
const WHOLE = '<script id="s" version="1" lang="en"><end id="e" outcome="ok"><text>Goodbye.</text></end></script>';
const undo = '<undo service="billing.cancel"/>';
const rule = (
  severity: LintRule['severity'],
  code: string,
  doc: string,
  bad: string,
  good: string,
  attributes?: string,
): LintRule => ({ code, severity, doc, bad, good, ...(attributes === undefined ? {} : { attributes }) });
const error = rule.bind(undefined, 'error');
const warning = rule.bind(undefined, 'warning');

/** All rules, in the order of the page. */
export const LINT_RULES: readonly Group[] = [
  {
    title: 'The document',
    rules: [
      error(
        'not-well-formed',
        'The XML is broken: a missing or mistyped tag, a missing quote, a bare `<`.',
        '<info id="hello"><text>Hello.</info>',
        tell('Hello.'),
      ),
      error(
        'unknown-entity',
        'An `&` begins an entity, and only `&amp;` `&lt;` `&gt;` `&quot;` `&apos;` and numbers such as `&#228;` are known.',
        tell('Caf&eacute;'),
        tell('Caf&#233;'),
      ),
      error('unknown-element', 'There is no such element.', tell('Hello.').replaceAll('info', 'infos'), tell('Hello.')),
      error(
        'unknown-attribute',
        'The element has no such attribute.',
        tell('Hello.', ' wen="true"'),
        tell('Hello.', ' when="true"'),
      ),
      error(
        'missing-attribute',
        'The attribute must be given.',
        tell('Hello.').replace(' id="hello"', ''),
        tell('Hello.'),
      ),
      error('bad-value', 'The attribute cannot hold this value.', ask('', 'sure', 'yes-no'), ask()),
      error('misplaced-element', 'The element may not stand here.', '<text>Hello.</text>', tell('Hello.')),
      error('misplaced-text', 'Text stands where only elements may.', 'Hello.', tell('Hello.')),
      error('wrong-root', 'The document is no script.', '<dialog id="s" version="1" lang="en"/>', tell('Hello.')),
      error(
        'wrong-encoding',
        'The file is not UTF-8, or says that it is something else.',
        `<?xml version="1.0" encoding="ISO-8859-1"?>\n${WHOLE}`,
        `<?xml version="1.0" encoding="UTF-8"?>\n${WHOLE}`,
      ),
      error(
        'doctype-refused',
        'A DOCTYPE names the DTD and declares nothing itself.',
        `<!DOCTYPE script [<!ENTITY who "Ada">]>\n${WHOLE}`,
        `<!DOCTYPE script SYSTEM "caruso-script.dtd">\n${WHOLE}`,
      ),
    ],
  },
  {
    title: 'Names',
    rules: [
      {
        ...warning(
          'id-changed-without-was',
          'An item has another id than in the version before (`--before OLD.xml`) and does not say so, so that its answers and open dialogs are lost.',
          ask('', 'certain'),
          ask('', 'certain').replace(' type', ' was="sure" type'),
        ),
        before: ask(),
      },
      error(
        'duplicate-id',
        'Two elements have the same id.',
        tell('Hello.') + tell('Again.'),
        tell('Hello.') + tell('Again.', '', 'again'),
      ),
      error(
        'duplicate-name',
        'Two values have the same name.',
        '<let name="x" value="1"/><let name="x" value="2"/>',
        '<let name="x" value="1"/><let name="y" value="2"/>',
      ),
      error(
        'bad-name',
        'The name cannot be used: letters, digits and `_`, and no word of the language.',
        '<let name="in" value="1"/>',
        '<let name="inside" value="1"/>',
      ),
      error(
        'unknown-id',
        'A transition leads to an id that nothing has.',
        ask('<go to="dome"/>'),
        ask('<go to="done"/>'),
      ),
      error(
        'bad-target',
        'A transition leads to something where a dialog cannot go on.',
        ask('<go to="s"/>'),
        ask('<go to="done"/>'),
      ),
      error(
        'into-branch',
        'A transition leads into a branch, which is opened only as a whole.',
        `${ask('<go when="answers.sure" to="hello"/>')}<branch id="help" title="Help">${tell('Hello.')}</branch>`,
        `${ask()}<branch id="help" title="Help">${tell('Hello.')}</branch>`,
      ),
      error(
        'into-roster',
        'A transition leads into the rounds of a section from outside.',
        `${lookup()}${ask('<go when="answers.sure" to="hello"/>')}<section id="all" each="account.tariffs" as="t">${tell('{t.id}')}</section>`,
        `${lookup()}${ask('<go when="answers.sure" to="all"/>')}<section id="all" each="account.tariffs" as="t">${tell('{t.id}')}</section>`,
      ),
      error('unknown-channel', 'There is no such channel.', tell('Hello.', ' on="fax"'), tell('Hello.', ' on="web"')),
      error(
        'unknown-script',
        'No script has the id that is called.',
        '<call id="who" script="identify" into="who"/>',
        ask(),
      ),
      error('call-cycle', 'Scripts call each other in a circle.', '<call id="again" script="s" into="again"/>', ask()),
    ],
  },
  {
    title: 'Expressions',
    rules: [
      error(
        'syntax',
        'The expression or the insert cannot be read.',
        tell('Hello.', ' when="1 +"'),
        tell('Hello.', ' when="1 + 1 == 2"'),
      ),
      error(
        'unknown-name',
        'There is no such name here; a `let` or `into` is seen only behind it.',
        ask('<go when="answers.shure" to="done"/>'),
        ask('<go when="answers.sure" to="done"/>'),
      ),
      error(
        'unknown-function',
        'There is no such function.',
        '<let name="x" value="totl([1])"/>',
        '<let name="x" value="sum([1])"/>',
      ),
      error(
        'wrong-arguments',
        'The function takes another number of arguments.',
        '<let name="x" value="length()"/>',
        `<let name="x" value="length('a')"/>`,
      ),
      error(
        'unknown-code',
        'The question has no such choice.',
        choice(`<go when="answers.which == 'bleu'" to="done"/>`),
        choice(`<go when="answers.which == 'blue'" to="done"/>`),
      ),
      error(
        'wrong-type',
        'The value is of another type than is needed.',
        ask('<go when="answers.sure + 1" to="done"/>'),
        ask('<go when="answers.sure" to="done"/>'),
      ),
      error(
        'impossible-comparison',
        'The comparison can never be true.',
        ask('<go when="answers.sure == 1" to="done"/>'),
        ask('<go when="answers.sure == true" to="done"/>'),
      ),
      error(
        'bad-literal',
        'The text is compared with a date, a time or a length of time, and is none.',
        tell('Hello.', ` when="today() == '1.3.2026'"`),
        tell('Hello.', ` when="today() == '2026-03-01'"`),
      ),
      error(
        'division-by-zero',
        'This divides by zero.',
        '<let name="x" value="1 / 0"/>',
        '<let name="x" value="1 / 2"/>',
      ),
      error('unknown-format', 'There is no such format.', tell('{1 | mony}'), tell('{1 | money}')),
      error('bad-format', 'The format does not take this word.', tell('{1 | money euro}'), tell('{1 | money EUR}')),
      error(
        'too-long',
        'The expression is longer than 4,000 characters.',
        `<let name="x" value="[${'1,'.repeat(2_000)}1]"/>`,
        '<let name="x" value="[1]"/>',
      ),
      error(
        'too-deep',
        'The expression is deeper than 200 levels.',
        `<let name="x" value="${'-'.repeat(201)}1"/>`,
        '<let name="x" value="-1"/>',
      ),
      warning(
        'answer-too-early',
        'The answer is used where no way leads that passes its question before: it is never there.',
        tell('{answers.sure}') + ask(),
        ask() + tell('{answers.sure}'),
      ),
    ],
  },
  {
    title: 'Questions and wording',
    rules: [
      error(
        'no-options',
        'A question for a choice has none.',
        '<question id="which" type="choice"><text>Which?</text></question>',
        choice(),
      ),
      error(
        'two-sources',
        'Choices come from a list, or are written down, not both.',
        `${lookup()}${choice().replace('type="choice"', 'type="choice" from="account.tariffs" code="id" label="id"')}`,
        choice(),
      ),
      error('no-choice', 'Only questions for choices have choices.', ask('<option value="a">A</option>'), ask()),
      error(
        'no-file',
        'Only questions for a file say which files they take.',
        '<question id="q" type="text" accept="image/png"><text>What is it?</text></question>',
        '<question id="q" type="file" accept="image/png"><text>What is it?</text></question>',
      ),
      error(
        'duplicate-option',
        'A choice is there twice.',
        choice('', '<option value="red">Red again</option>'),
        choice(),
      ),
      error(
        'unknown-field',
        'The elements of the list have no such field.',
        `${lookup()}<question id="which" type="choice" from="account.tariffs" code="id" label="nam"><text>Which?</text></question>`,
        `${lookup()}<question id="which" type="choice" from="account.tariffs" code="id" label="id"><text>Which?</text></question>`,
      ),
      error(
        'no-wording',
        'Something can come on a channel and has no wording for it in the language of the script.',
        '<info id="hello"><text on="agent">Hello.</text></info>',
        tell('Hello.'),
        ' on="agent web"',
      ),
      warning(
        'conditional-wording',
        'There is wording only under conditions.',
        '<info id="hello"><text when="today() gt \'2026-01-01\'">Hello.</text></info>',
        tell('Hello.'),
      ),
      warning(
        'outdated-translation',
        'The wording has changed since it was translated: `of=` names another one. `caruso script translate` writes it.',
        tell('Good day.</text><text lang="de" of="8a25b0e3">Hallo.'),
        tell('Good day.</text><text lang="de">Guten Tag.'),
        ' languages="en de"',
      ),
      warning(
        'missing-language',
        'The script is to be in a language in which this has no wording.',
        '<end id="done" outcome="ok"><text>Bye.</text></end>',
        '<end id="done" outcome="ok"><text>Bye.</text><text lang="de">Ade.</text></end>',
        ' languages="en de"',
      ),
      warning(
        'undeclared-language',
        'A text is in a language that the script does not declare.',
        '<info id="hello"><text>Hello.</text><text lang="fr">Bonjour.</text></info>',
        tell('Hello.'),
      ),
      error(
        'duplicate-title',
        'A title is there twice in a language.',
        '<title lang="en">One</title>',
        '',
        ' title="One"',
      ),
      warning(
        'internal-wording',
        'The text shows customers what a service says of its failure, which is for agents.',
        tell('{failure.message}'),
        '<info id="hello"><text>It failed.</text><hint>{failure.message}</hint></info>',
      ),
      warning(
        'agent-leak',
        'The text shows customers what only the agent is asked, or who leads the dialog.',
        `<question id="mood" type="text" on="agent"><text>How is the customer?</text></question>${tell('You are {answers.mood}.')}`,
        `<question id="mood" type="text" on="agent"><text>How is the customer?</text></question><info id="hello"><text>Thank you.</text><text on="agent">Mood: {answers.mood}</text></info>`,
        ' on="agent web"',
      ),
      warning(
        'private-value',
        'A private answer gets into an e-mail, a chat, or a service that sends or logs it: there nobody erases it.',
        `<question id="card" type="digits" private="yes"><text>Your card number?</text></question>${tell('Card {answers.card}')}`,
        `<question id="card" type="digits" private="yes"><text>Your card number?</text></question>${tell('Thank you.')}`,
        ' on="web email"',
      ),
    ],
  },
  {
    title: 'The telephone',
    rules: [
      error(
        'not-on-telephone',
        'The answer cannot be keyed in on the telephone.',
        ask('', 'mail', 'email'),
        ask('', 'sure'),
        IVR,
      ),
      warning('too-many-options', 'There are more choices than keys.', question(12), question(3), IVR),
      error('key-clash', 'A key means two things at once.', keyed('1', '1'), keyed('1', '2'), IVR),
      warning(
        'no-key',
        'A branch has no key, so that it cannot be opened on the telephone.',
        `${ask()}<branch id="help" title="Help">${tell('Hello.')}</branch>`,
        `${ask()}<branch id="help" title="Help" key="0">${tell('Hello.')}</branch>`,
        IVR,
      ),
      warning(
        'long-speech',
        'The text is too long to be listened to.',
        tell('And so on. '.repeat(80)),
        tell('Hello.'),
        IVR,
      ),
      error(
        'duplicate-voice',
        'There are two `<voice>`; put them together.',
        ask('<voice tries="2"/><voice timeout="5s"/>'),
        ask('<voice tries="2" timeout="5s"/>'),
        IVR,
      ),
      error(
        'duplicate-retry',
        'A case is there twice.',
        ask(`<voice>${silence}${silence}</voice>`),
        ask(`<voice>${silence}</voice>`),
        IVR,
      ),
      error(
        'misplaced-go',
        'After silence or a wrong answer the question is asked again, so this `<go>` is never taken.',
        ask('<voice><retry on="silence"><go to="done"/></retry></voice>'),
        ask('<voice><retry on="exhausted"><go to="done"/></retry></voice>'),
        IVR,
      ),
    ],
  },
  {
    title: 'Scripts that call others',
    rules: [
      error('unknown-script-version', 'The script has no such version.', call('', ' version="9"'), call()),
      error('missing-input', 'The called script needs another input.', call('', '', ''), call()),
      error('unknown-input', 'The called script has no such input.', call('<with name="nmber" value="1"/>'), call()),
      error(
        'broken-script',
        'The called script has errors of its own.',
        '<call id="c" script="broken" into="c"/>',
        call(),
      ),
      error(
        'off-channel',
        'The called script does not run on a channel of this one.',
        call(),
        '<call id="c" script="who" into="c" on="agent"><with name="number" value="\'1\'"/></call>',
        ' on="agent chat"',
      ),
    ],
  },
  {
    title: 'Services',
    rules: [
      error('unknown-service', 'The assembly has no such service.', lookup('biling.account'), lookup()),
      error(
        'unknown-operation',
        'The service has no such operation that a script can call.',
        lookup('billing.acount'),
        lookup(),
      ),
      error(
        'unknown-argument',
        'The operation takes no such argument.',
        lookup('billing.account', 'custmer'),
        lookup(),
      ),
      error(
        'missing-argument',
        'The operation needs another argument.',
        lookup('billing.account', 'custmer'),
        lookup(),
      ),
      error(
        'duplicate-argument',
        'An argument is given twice.',
        lookup().replace('<failed>', `<with name="customer" value="'1'"/><failed>`),
        lookup(),
      ),
      error(
        'bad-duration',
        'This is no length of time.',
        lookup().replace(' into', ' timeout="soon" into'),
        lookup().replace(' into', ' timeout="10s" into'),
      ),
      warning(
        'no-failed',
        'It is not said what happens when the service fails; until then the dialog waits and tries again.',
        lookup('billing.account', 'customer', "'4711'", ''),
        lookup(),
      ),
      warning('no-undo', 'No way leads back over the action.', act('<failed/>'), act(`${undo}<failed/>`)),
      warning(
        'retry-twice',
        'The action is tried again, and may take effect twice.',
        act(`${undo}<failed/>`, ' retries="2"'),
        act(`${undo}<failed/>`),
      ),
    ],
  },
  {
    title: 'Ways',
    rules: [
      error('unreachable', 'No way leads here.', `<go to="done"/>${ask()}`, ask()),
      error(
        'dead-end',
        'The dialog can get stuck after this: there is no end and no way on.',
        `<script id="s" version="1" lang="en">${ask()}</script>`,
        ask(),
      ),
      error(
        'endless-loop',
        'This leads round in a circle without a question.',
        '<section id="round"><go when="dialog.owner == \'x\'" to="done"/></section><go to="round"/>',
        ask(),
      ),
      warning(
        'never-returns',
        'A branch that is to come back has no way to its end.',
        `${ask()}<branch id="human" title="A human"><go to="done"/></branch>`,
        `${ask()}<branch id="human" title="A human" return="end"><go to="done"/></branch>`,
      ),
    ],
  },
];

/** The scripts that those of the rules call. */
export const CALLED_SCRIPTS = [
  {
    file: 'who.xml',
    text: '<script id="who" version="1" lang="en" on="agent web email"><input name="number"/><end id="e" outcome="o"><text>Bye.</text></end></script>',
  },
  { file: 'broken.xml', text: '<script id="broken" version="1" lang="en"/>' },
] as const;

/** The page of all rules. */
export function scriptProblems(): string {
  const groups = LINT_RULES.map(({ title, rules }) => {
    const rows = rules.map(({ code, severity, doc }) => [`\`${code}\``, severity, doc]);
    const shown = rules.filter(({ bad, good }) => bad.length < 400 && good.length < 400);
    const examples = shown.map(({ code, bad, good }) =>
      [`\`${code}\``, '', '```xml', '<!-- wrong -->', bad, '<!-- right -->', good, '```', ''].join('\n'),
    );
    return `## ${title}\n\n${markdownTable(['code', '', 'what it means'], rows)}\n\n${examples.join('\n')}`;
  });
  return `# What the check finds in dialog scripts

<!-- Generated: UPDATE_DOCS=1 npm test -- packages/script-engine/test/script-problems.test.ts -->

\`caruso script check FILE…\` reports every mistake as \`file:line:column: severity code: message\`. Codes stay; messages may
change. A script with an error does not run; a warning is worth a look. \`--config caruso.config.ts\` checks calls against the
services of the assembly, \`--channel ivr --lang de\` proves that the script can run there: it fails when anything that can come
has no wording in that language. \`--before OLD.xml\` compares the ids with those of the version before. \`--json\` gives all of it to programs.

${groups.join('\n')}`;
}
