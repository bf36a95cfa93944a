import { type AttributeDefinition, anyOrder, defineVocabulary, empty, mixed } from '@caruso/language';

const channel: AttributeDefinition = { type: 'name' };
const language: AttributeDefinition = { type: 'name' };
const text: AttributeDefinition = { type: 'text' };
/** The id of a step; in a script that is called it is `call/id`, which is no name of XML. */
const step: AttributeDefinition = { type: 'text', required: true };
const service: AttributeDefinition = { type: 'name', required: true };

/** The elements and attributes of tests of a dialog script: the master of the DTD `caruso-script-tests.dtd`. */
export const rehearsalVocabulary = defineVocabulary({
  root: 'tests',
  title: 'CARUSO tests of a dialog script',
  elements: {
    tests: {
      doc: 'Tests of one script. script= is its file, seen from this one; now= is the time at which dialogs begin.',
      content: anyOrder('service', 'test'),
      attributes: {
        script: { type: 'text', required: true },
        channel,
        language,
        now: { type: 'text', default: '2026-01-01T12:00:00Z' },
        zone: { type: 'text', default: 'UTC' },
        country: { type: 'name' },
      },
    },
    test: {
      doc: 'One dialog: what is done and what is expected, in order. Informations are passed by themselves.',
      content: anyOrder(
        'input',
        'service',
        'answer',
        'next',
        'back',
        'correct',
        'branch',
        'channel',
        'silence',
        'mismatch',
        'wait',
        'cancel',
        'see',
        'called',
        'uncalled',
        'end',
      ),
      attributes: { name: { type: 'text', required: true }, channel, language, now: text },
    },
    input: {
      doc: 'A value that the script is handed over.',
      content: mixed(),
      attributes: { name: { type: 'name', required: true } },
    },
    service: {
      doc: 'What a service answers, as JSON; or that it fails, with the message as content. Several of one name answer one after the other, the last one from then on.',
      content: mixed(),
      attributes: {
        name: { type: 'name', required: true },
        fails: { type: ['refused', 'unavailable', 'timeout'] },
        code: { type: 'name' },
      },
    },
    answer: {
      doc: 'Answers a question; one of a called script is to="call/question". Codes of several choices stand side by side, an address has fields, a file is its name, nothing is no answer.',
      content: mixed('field'),
      attributes: { to: step },
    },
    field: {
      doc: 'A part of an address: street, houseNumber, postalCode, city; of a file: name, mediaType, size (in bytes).',
      content: mixed(),
      attributes: { name: { type: 'name', required: true } },
    },
    next: { doc: 'Goes on from an information.', content: empty },
    back: { doc: 'Goes back to the step shown before.', content: empty },
    correct: {
      doc: 'Goes back to an earlier step to answer it anew; what followed is taken again as far as it holds.',
      content: empty,
      attributes: { to: step },
    },
    branch: { doc: 'Jumps off.', content: empty, attributes: { to: { type: 'name', required: true } } },
    channel: {
      doc: 'Goes on with the dialog on another channel.',
      content: empty,
      attributes: { to: { type: 'name', required: true } },
    },
    silence: { doc: 'On the telephone nobody says anything.', content: empty },
    mismatch: { doc: 'On the telephone a key is pressed that means nothing.', content: empty },
    wait: { doc: 'Lets time pass.', content: empty, attributes: { for: { type: 'name', required: true } } },
    cancel: { doc: 'Gives the dialog up.', content: empty },
    see: {
      doc: 'What is shown now. Texts are there when they are contained in what is shown.',
      content: empty,
      attributes: {
        node: text,
        text,
        hint: text,
        complaint: text,
        warning: text,
        back: { type: ['yes', 'no'] },
      },
    },
    called: {
      doc: 'A service was called, later than what was expected to be called before; with these arguments, if there are some.',
      content: anyOrder('with'),
      attributes: { service },
    },
    with: {
      doc: 'An argument of a call, as plain text, or as JSON when it is none.',
      content: empty,
      attributes: { name: { type: 'name', required: true }, value: { type: 'text', required: true } },
    },
    uncalled: { doc: 'A service was not called up to here.', content: empty, attributes: { service } },
    end: {
      doc: 'The dialog has ended so.',
      content: empty,
      attributes: { node: text, outcome: { type: 'name' }, handover: { type: 'name' }, text },
    },
  },
});
