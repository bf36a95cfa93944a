import { anyOrder, type ElementDefinition, empty, sequence } from '@caruso/language';
import { ITEMS, id, key, on, was, when } from './attributes.js';

/** The elements that say how a dialog goes on: computed values, sections, transitions, calls, jump-offs, ends. */
export const FLOW_ELEMENTS = {
  let: {
    doc: 'A computed value; never stored, always recomputed.',
    content: empty,
    attributes: {
      name: { type: 'name', required: true, doc: 'What the value is called in expressions that stand after it.' },
      value: { type: 'expression', required: true, doc: 'How it is computed.' },
    },
    example: '<let name="usage" value="answers.reading - meter.lastReading"/>',
  },
  section: {
    doc: 'Groups items; with each= it is gone through for every element of a list, which is called as=; with repeat= as often as that holds at the end of a round, whose number is called as=.',
    content: anyOrder(...ITEMS),
    attributes: {
      id,
      title: { type: 'text', doc: 'What it is called in the trail and in reports.' },
      when,
      on,
      each: { type: 'expression', doc: 'The list it is gone through for.' },
      repeat: { type: 'expression', doc: 'Whether there is another round.' },
      as: { type: 'name', doc: 'What the element, or the number of the round, is called inside.' },
      was,
    },
    example: `<section id="meters" each="account.meters" as="meter">
  <question id="reading" type="number"><text>What does meter {meter.number} show?</text></question>
</section>`,
  },
  go: {
    doc: 'A transition, to the first target whose when holds; actions inside run on the way.',
    content: anyOrder('do'),
    attributes: {
      to: { type: 'idref', required: true, doc: 'The id of the item where the dialog goes on.' },
      when: { ...when, doc: 'Taken if this is true; left out, always.' },
    },
    example: `<go when="answers.reason == 'move'" to="moving"/>`,
  },
  call: {
    doc: 'Runs another script and comes back with its outcome and its answers: into="identity" gives identity.outcome and identity.answers. What is handed over are its inputs; failed is the way on when they do not fit.',
    content: sequence('with*', 'go*', 'failed?'),
    attributes: {
      id,
      script: { type: 'name', required: true, doc: 'The id of the script that is called.' },
      version: { type: 'name', doc: 'The version that is called; the latest one when it is left out.' },
      into: { type: 'name', doc: 'What its outcome and its answers are called in expressions.' },
      when,
      on,
      was,
    },
    example: `<call id="who" script="identify" into="identity">
  <with name="number" value="input.customer"/>
  <go when="identity.outcome == 'unknown'" to="to-agent"/>
</call>`,
  },
  branch: {
    doc: 'A jump-off open from everywhere (objection, help, human). After it the step left is shown as it stood (resume) or asked afresh (restart), or the branch itself leads to an end (end).',
    content: anyOrder('title', ...ITEMS),
    attributes: {
      id,
      title: { type: 'text', required: true, doc: 'What the jump-off is called on screens.' },
      on,
      when: { ...when, doc: 'Open while this is true; left out, always.' },
      return: {
        type: ['resume', 'restart', 'end'],
        default: 'resume',
        doc: 'What comes after its last item.',
        values: {
          resume: 'The step that was left, as it stood.',
          restart: 'The step that was left, asked afresh.',
          end: 'Nothing: the branch has an end of its own.',
        },
      },
      key,
      was,
    },
    example: `<branch id="price" title="Too expensive">
  <info id="monthly"><text>You may pay by the month.</text></info>
</branch>`,
  },
  end: {
    doc: 'An end of the dialog with its outcome; handover= names the queue that takes the customer over. Actions inside run before it is shown, from wherever the dialog comes to it.',
    content: anyOrder('text', 'hint', 'do'),
    attributes: {
      id,
      outcome: {
        type: 'name',
        required: true,
        doc: 'What came of the dialog, for reports and for scripts that called this one.',
      },
      handover: { type: 'name', doc: 'The queue that takes the customer over.' },
    },
    example: '<end id="to-agent" outcome="handed-over" handover="billing"><text>One moment, please.</text></end>',
  },
} as const satisfies Readonly<Record<string, ElementDefinition>>;
