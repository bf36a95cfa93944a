import { type AttributeDefinition, anyOrder, defineVocabulary, empty, mixed, sequence } from '@caruso/language';
import { Channel, QuestionType } from '../contract.js';

const id: AttributeDefinition = { type: 'id', required: true };
const when: AttributeDefinition = { type: 'expression' };
const on: AttributeDefinition = { type: 'names' };
const service: AttributeDefinition = { type: 'name', required: true };
const yesno = ['yes', 'no'] as const;
const was: AttributeDefinition = { type: 'names', doc: 'The ids it had in earlier versions of the script.' };
const items = ['lookup', 'let', 'section', 'question', 'info', 'do', 'go', 'call', 'end'] as const;

/** The elements and attributes of a dialog script: the master of the DTD `caruso-script.dtd`. */
export const scriptVocabulary = defineVocabulary({
  root: 'script',
  title: `CARUSO dialog script. Channels (on=) are ${Channel.options.join(' ')}`,
  elements: {
    script: {
      doc: 'A dialog script. Order on paper is order in the dialog.',
      content: anyOrder('title', 'input', 'voice', ...items, 'branch'),
      attributes: {
        id,
        version: { type: 'name', required: true },
        lang: { type: 'name', required: true },
        languages: { type: 'names' },
        title: { type: 'text' },
        on,
      },
    },
    title: {
      doc: 'The title of a script or a branch in another language than that of the script.',
      content: mixed(),
      attributes: { lang: { type: 'name', required: true } },
    },
    input: {
      doc: 'A value the caller of the script hands over, read as input.name. Without a default it is required.',
      content: empty,
      attributes: {
        name: { type: 'name', required: true },
        type: { type: ['text', 'number', 'yesno', 'date', 'time', 'instant', 'any'], default: 'text' },
        default: { type: 'text' },
      },
    },
    lookup: {
      doc: 'Reads data from a service. It has no side effect and may be repeated; fresh= says how long a result is good.',
      content: sequence('with*', 'failed?'),
      attributes: {
        id,
        service,
        into: { type: 'name', required: true },
        when,
        timeout: { type: 'name' },
        fresh: { type: 'name' },
        was,
      },
    },
    let: {
      doc: 'A computed value; never stored, always recomputed.',
      content: empty,
      attributes: { name: { type: 'name', required: true }, value: { type: 'expression', required: true } },
    },
    section: {
      doc: 'Groups items; with each= it is gone through for every element of a list, which is called as=; with repeat= as often as that holds at the end of a round, whose number is called as=.',
      content: anyOrder(...items),
      attributes: {
        id,
        title: { type: 'text' },
        when,
        on,
        each: { type: 'expression' },
        repeat: { type: 'expression' },
        as: { type: 'name' },
        was,
      },
    },
    question: {
      doc: 'Asks for one answer. required= is yes, no, or the condition under which it must be given. from= takes the choices from a list, code= and label= name the fields of its elements.',
      content: anyOrder('text', 'hint', 'option', 'check', 'voice', 'go'),
      attributes: {
        id,
        type: { type: QuestionType.options, required: true },
        when,
        on,
        required: { type: 'expression', default: 'yes' },
        default: { type: 'expression' },
        unit: { type: 'text' },
        from: { type: 'expression' },
        code: { type: 'name' },
        label: { type: 'name' },
        keep: { type: ['confirm', 'silent', 'drop'], default: 'confirm' },
        private: {
          type: yesno,
          default: 'no',
          doc: 'Its answer is masked wherever it is not asked for, and can be erased.',
        },
        was,
      },
    },
    option: {
      doc: 'One choice; the plain content is the label in the language of the script. key= is the key that chooses it on the telephone.',
      content: mixed('b', 'i', 'br', 'text', 'hint'),
      attributes: { value: { type: 'text', required: true }, key: { type: 'text' }, when, on },
    },
    info: {
      doc: 'Tells something; goes on when acknowledged.',
      content: anyOrder('text', 'hint', 'voice', 'go'),
      attributes: { id, when, on, was },
    },
    text: {
      doc: 'Wording, per language and per channel; {expression | format} puts a value in.',
      content: mixed('b', 'i', 'br'),
      attributes: { lang: { type: 'name' }, on, when },
    },
    hint: {
      doc: 'For the agent only; never reaches a customer channel.',
      content: mixed('b', 'i', 'br'),
      attributes: { lang: { type: 'name' }, when },
    },
    check: {
      doc: 'A rule on the answer, which is called value; the texts are the complaint. level="warn": the same again confirms.',
      content: anyOrder('text'),
      attributes: {
        test: { type: 'expression', required: true },
        level: { type: ['error', 'warn'], default: 'error' },
      },
    },
    voice: {
      doc: 'How the telephone asks: waiting time, tries, whether a caller may key in while it speaks, how many keys, and the key that finishes. In the script itself: for all its questions.',
      content: anyOrder('retry'),
      attributes: {
        timeout: { type: 'name' },
        tries: { type: 'name' },
        bargein: { type: yesno },
        length: { type: 'name' },
        finish: { type: 'text' },
      },
    },
    retry: {
      doc: 'What is said after silence or a wrong answer, and where the dialog goes when the tries are used up.',
      content: anyOrder('text', 'go'),
      attributes: { on: { type: ['silence', 'mismatch', 'exhausted'], required: true } },
    },
    go: {
      doc: 'A transition, to the first target whose when holds; actions inside run on the way.',
      content: anyOrder('do'),
      attributes: { to: { type: 'idref', required: true }, when },
    },
    do: {
      doc: 'An action with a side effect; runs once in a dialog unless again="yes".',
      content: sequence('with*', 'undo?', 'failed?'),
      attributes: {
        id,
        service,
        into: { type: 'name' },
        when,
        retries: { type: 'name', default: '0' },
        timeout: { type: 'name' },
        again: { type: ['no', 'yes'], default: 'no' },
        was,
      },
    },
    with: {
      doc: 'A named argument.',
      content: empty,
      attributes: { name: { type: 'name', required: true }, value: { type: 'expression', required: true } },
    },
    undo: {
      doc: 'Compensation, run when the dialog goes back over the action or is cancelled.',
      content: sequence('with*'),
      attributes: { service },
    },
    failed: {
      doc: 'The way on when the service fails. Empty = carry on.',
      content: anyOrder('do', 'info', 'go'),
    },
    call: {
      doc: 'Runs another script and comes back with its outcome and its answers: into="identity" gives identity.outcome and identity.answers. What is handed over are its inputs; failed is the way on when they do not fit.',
      content: sequence('with*', 'go*', 'failed?'),
      attributes: {
        id,
        script: { type: 'name', required: true },
        version: { type: 'name', doc: 'The version that is called; the latest one when it is left out.' },
        into: { type: 'name' },
        when,
        on,
        was,
      },
    },
    branch: {
      doc: 'A jump-off open from everywhere (objection, help, human). After it the step left is shown as it stood (resume) or asked afresh (restart), or the branch itself leads to an end (end).',
      content: anyOrder('title', ...items),
      attributes: {
        id,
        title: { type: 'text', required: true },
        on,
        when,
        key: { type: 'text' },
        return: { type: ['resume', 'restart', 'end'], default: 'resume' },
        was,
      },
    },
    end: {
      doc: 'An end of the dialog with its outcome; handover= names the queue that takes the customer over.',
      content: anyOrder('text', 'hint'),
      attributes: { id, outcome: { type: 'name', required: true }, handover: { type: 'name' } },
    },
    b: { doc: 'Bold.', content: mixed('i', 'br') },
    i: { doc: 'Italic.', content: mixed('b', 'br') },
    br: { doc: 'New line.', content: empty },
  },
});
