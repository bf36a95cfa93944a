import { anyOrder, type ElementDefinition, empty, mixed } from '@caruso/language';
import { ITEMS, id, lang, of, on } from './attributes.js';

/** The elements that a script is built of, around its questions. */
export const HEAD_ELEMENTS = {
  script: {
    doc: 'A dialog script. Order on paper is order in the dialog.',
    content: anyOrder('title', 'input', 'voice', ...ITEMS, 'branch'),
    attributes: {
      id: { ...id, doc: 'Its name, by which it is started and called.' },
      version: { type: 'name', required: true, doc: 'Raised with every change that is published; shown in reports.' },
      lang: { type: 'name', required: true, doc: 'The language of all wording without lang=, such as en or de-AT.' },
      languages: { type: 'names', doc: 'All languages it is written in.' },
      title: { type: 'text', doc: 'What it is called where scripts are chosen; its id when left out.' },
      on: { ...on, doc: 'The channels it can run on; all when left out.' },
    },
    example: `<script id="callback" version="1" lang="en" title="Call-back" on="agent web">
  <question id="number" type="phone"><text>At which number?</text></question>
  <end id="bye" outcome="completed"><text>We shall call {answers.number}.</text></end>
</script>`,
  },
  title: {
    doc: 'The title of a script or a branch in another language than that of the script.',
    content: mixed(),
    attributes: { lang: { ...lang, required: true, doc: 'The language it is written in, such as de.' }, of },
    example: '<title lang="de">Rückruf</title>',
  },
  input: {
    doc: 'A value the caller of the script hands over, read as input.name. Without a default it is required.',
    content: empty,
    attributes: {
      name: { type: 'name', required: true, doc: 'input.NAME in expressions.' },
      type: {
        type: ['text', 'number', 'yesno', 'date', 'time', 'instant', 'any'],
        default: 'text',
        doc: 'What it must be.',
      },
      default: { type: 'text', doc: 'What it is when it is not handed over.' },
    },
    example: '<input name="customer"/>',
  },
} as const satisfies Readonly<Record<string, ElementDefinition>>;
