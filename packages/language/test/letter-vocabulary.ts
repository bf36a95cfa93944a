import { anyOrder, atLeastOne, defineVocabulary, empty, mixed, sequence } from '../src/index.js';

/** A small document type that uses everything a vocabulary can say. */
export const letters = defineVocabulary({
  root: 'letter',
  title: 'Letters with steps',
  elements: {
    letter: {
      doc: 'A letter. Document order is reading order.',
      attributes: {
        id: { type: 'id', required: true, doc: 'Its key.' },
        version: { type: 'name', required: true },
        languages: { type: 'names' },
        title: { type: 'template', default: 'Dear <you> & "yours"' },
      },
      content: anyOrder('step', 'go', 'text', 'list', 'do'),
    },
    step: {
      doc: 'One step.',
      attributes: {
        id: { type: 'id', required: true },
        when: { type: 'expression' },
        keep: { type: ['confirm', 'silent', 'drop'], default: 'confirm' },
        level: { type: ['error', 'warn'], required: true },
      },
      content: anyOrder('text', 'go'),
    },
    go: {
      doc: 'A transition.',
      attributes: { to: { type: 'idref', required: true }, also: { type: 'idrefs' } },
      content: anyOrder('do'),
    },
    do: {
      doc: 'An action.',
      attributes: { id: { type: 'id', required: true } },
      content: sequence('with*', 'undo?', 'failed?'),
    },
    with: { doc: 'An argument.', attributes: { value: { type: 'expression', required: true } }, content: empty },
    undo: { doc: 'The way back.', content: sequence('with+') },
    failed: { doc: 'The way on.', content: sequence('go', 'text?') },
    list: { doc: 'Some texts.', content: atLeastOne('text', 'br') },
    text: { doc: 'Wording.', attributes: { lang: { type: 'name' } }, content: mixed('b', 'br') },
    b: { doc: 'Bold.', content: mixed() },
    br: { doc: 'New line.', content: empty },
  },
});
