import { anyOrder, type ElementDefinition, mixed } from '@caruso/language';
import { QuestionType } from '../contract.js';
import { id, key, on, was, when, YESNO } from './attributes.js';

/** What is asked by each type of question, and the form of the answer. */
const QUESTION_TYPES: Readonly<Record<QuestionType, string>> = {
  choice: 'One of the options; the answer is its code.',
  choices: 'Any number of the options; the answer is the list of their codes.',
  yesno: 'Yes or no; the answer is true or false.',
  text: 'A free text.',
  number: 'A number, kept exactly: "12.5".',
  money: 'An amount, kept exactly with two digits at most.',
  date: 'A day, kept as YYYY-MM-DD.',
  time: 'A time of day, kept as HH:MM.',
  phone: 'A telephone number, kept as +4935112345.',
  email: 'An e-mail address.',
  digits: 'Figures only, such as a customer number; leading zeros stay.',
  address: 'A postal address: answers.ID.street, houseNumber, postalCode, city.',
  file: 'A file that is sent: answers.ID.name, mediaType, size (in bytes). Not on the telephone.',
};

/** The elements that ask and tell. */
export const ASKING_ELEMENTS = {
  question: {
    doc: 'Asks for one answer. required= is yes, no, or the condition under which it must be given. from= takes the choices from a list, code= and label= name the fields of its elements.',
    content: anyOrder('text', 'hint', 'option', 'check', 'voice', 'go'),
    attributes: {
      id: { ...id, doc: 'Its name; the answer is answers.ID.' },
      type: { type: QuestionType.options, required: true, doc: 'What is asked for.', values: QUESTION_TYPES },
      when,
      on,
      required: {
        type: 'expression',
        default: 'yes',
        doc: 'Whether it must be answered: yes, no, or a condition.',
      },
      default: { type: 'expression', doc: 'What the answer begins with.' },
      unit: { type: 'text', doc: 'Shown behind the answer, such as kWh.' },
      accept: {
        type: 'text',
        doc: 'Of a file: the media types that are taken, such as image/jpeg application/pdf; left out, all that are known.',
      },
      maxsize: { type: 'name', doc: 'Of a file: how large it may be, such as 500kB; 5MB when left out, 10MB at most.' },
      from: { type: 'expression', doc: 'The list from which the choices are taken.' },
      code: { type: 'name', doc: 'The field of its elements that is the code; value when left out.' },
      label: { type: 'name', doc: 'The field of its elements that is shown; label when left out.' },
      keep: {
        type: ['confirm', 'silent', 'drop'],
        default: 'confirm',
        doc: 'What becomes of the answer on the way back.',
        values: {
          confirm: 'It is offered again and must be confirmed.',
          silent: 'It is taken without asking, if nothing it depends on has changed.',
          drop: 'It is forgotten.',
        },
      },
      private: {
        type: YESNO,
        default: 'no',
        doc: 'Its answer is masked wherever it is not asked for, and can be erased; nothing of a call is recorded while it is asked.',
      },
      was,
    },
    example: `<question id="reading" type="number" unit="kWh">
  <text>What does your meter show?</text>
  <hint>The five figures before the comma.</hint>
  <check test="value ge meter.lastReading"><text>That is less than last time.</text></check>
  <go when="value gt 99999" to="to-agent"/>
</question>`,
  },
  option: {
    doc: 'One choice; the plain content is the label in the language of the script. key= is the key that chooses it on the telephone.',
    content: mixed('b', 'i', 'br', 'text', 'hint'),
    attributes: {
      value: { type: 'text', required: true, doc: 'Its code: what the answer holds.' },
      key,
      when: { ...when, doc: 'Offered only if this is true.' },
      on,
    },
    example: '<option value="move" key="2">I am moving<text lang="de">Ich ziehe um</text></option>',
  },
  info: {
    doc: 'Tells something; goes on when acknowledged.',
    content: anyOrder('text', 'hint', 'voice', 'go'),
    attributes: { id, when, on, was },
    example: '<info id="price"><text>That makes {answers.keys * 12 | money EUR}.</text></info>',
  },
  check: {
    doc: 'A rule on the answer, which is called value; the texts are the complaint. level="warn": the same again confirms.',
    content: anyOrder('text'),
    attributes: {
      test: { type: 'expression', required: true, doc: 'What must be true of the answer, called value.' },
      level: {
        type: ['error', 'warn'],
        default: 'error',
        doc: 'How much it matters.',
        values: { error: 'Another answer is asked for.', warn: 'The same answer once more confirms it.' },
      },
    },
    example: '<check test="value le today()"><text>That day is still to come.</text></check>',
  },
} as const satisfies Readonly<Record<string, ElementDefinition>>;
