import { anyOrder, type ElementDefinition, empty, mixed } from '@caruso/language';
import { lang, of, on, when, YESNO } from './attributes.js';

/** The elements that hold what is said, and how it is said on the telephone. */
export const WORDING_ELEMENTS = {
  text: {
    doc: 'Wording, per language and per channel; {expression | format} puts a value in.',
    content: mixed('b', 'i', 'br'),
    attributes: { lang, on, when: { ...when, doc: 'Used only if this is true.' }, of },
    example: '<text on="ivr">Your meter number, please, then the hash key.</text>',
  },
  hint: {
    doc: 'For the agent only; never reaches a customer channel.',
    content: mixed('b', 'i', 'br'),
    attributes: { lang, when: { ...when, doc: 'Shown only if this is true.' }, of },
    example: '<hint>It is printed on the front of the meter.</hint>',
  },
  voice: {
    doc: 'How the telephone asks: waiting time, tries, whether a caller may key in while it speaks, how many keys, and the key that finishes. In the script itself: for all its questions.',
    content: anyOrder('retry'),
    attributes: {
      timeout: { type: 'name', doc: 'How long it waits for a key, such as 5s.' },
      tries: { type: 'name', doc: 'How often it asks, 1 to 9.' },
      bargein: { type: YESNO, doc: 'Whether a caller may key in while it speaks.' },
      length: { type: 'name', doc: 'How many keys are awaited, such as 6 or 4-8.' },
      finish: { type: 'text', doc: 'The key that finishes the entry: # or *.' },
    },
    example: '<voice timeout="8s" tries="3" length="4-8" finish="#"/>',
  },
  retry: {
    doc: 'What is said after silence or a wrong answer, and where the dialog goes when the tries are used up.',
    content: anyOrder('text', 'go'),
    attributes: {
      on: {
        type: ['silence', 'mismatch', 'exhausted'],
        required: true,
        doc: 'When it is said.',
        values: {
          silence: 'Nothing was keyed in.',
          mismatch: 'What was keyed in is no answer.',
          exhausted: 'The tries are used up.',
        },
      },
    },
    example: '<retry on="exhausted"><text>I connect you.</text><go to="to-agent"/></retry>',
  },
  b: { doc: 'Bold.', content: mixed('i', 'br') },
  i: { doc: 'Italic.', content: mixed('b', 'br') },
  br: { doc: 'New line.', content: empty },
} as const satisfies Readonly<Record<string, ElementDefinition>>;
