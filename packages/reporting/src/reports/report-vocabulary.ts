import { atLeastOne, defineVocabulary, empty } from '@caruso/language';

/** The document type of a report. */
export const reportVocabulary = defineVocabulary({
  root: 'report',
  title: 'Report documents of CARUSO',
  elements: {
    report: {
      doc: 'A report over the past: one row for each queue, hour, day or week, one column for each metric.',
      attributes: {
        id: { type: 'id', required: true },
        title: { type: 'text', required: true },
        'group-by': {
          type: 'names',
          default: 'queue hour day week',
          doc: 'Which of queue, hour, day, week can be chosen.',
        },
      },
      content: atLeastOne('column'),
    },
    column: {
      doc: 'A metric by its id; the label replaces its usual one.',
      attributes: { metric: { type: 'name', required: true }, label: { type: 'text' } },
      content: empty,
    },
  },
});
