import { atLeastOne, defineVocabulary, empty } from '@caruso/language';
import { RECORDING_COLUMNS } from '../../recording/recording-columns.js';

const to = { type: 'text', required: true, doc: 'The number called.' } as const;
const queue = { type: 'name', doc: 'The queue; without it the number called decides.' } as const;

/** The document type of a scenario: who calls the simulated telephone system, and when. */
export const scenarioVocabulary = defineVocabulary({
  root: 'scenario',
  title: 'Scenarios of the simulated telephone gateway of CARUSO',
  elements: {
    scenario: {
      doc: 'Who calls, and when; and who answers when campaigns call. Times count from the start of the run; durations are written as 500ms, 45s, 2m, 1m30s, 8h.',
      attributes: {
        id: { type: 'id', required: true },
        seed: { type: 'name', default: '1', doc: 'A whole number; the same seed makes the same calls.' },
      },
      content: atLeastOne('caller', 'arrivals', 'recorded', 'callees'),
    },
    caller: {
      doc: 'One call: gives up after its patience, else talks for the time given and hangs up.',
      attributes: {
        id: { type: 'id', required: true },
        at: { type: 'text', required: true },
        from: { type: 'text', required: true },
        to,
        queue,
        patience: { type: 'text', doc: 'Without it the caller waits for ever.' },
        talk: { type: 'text', doc: 'Without it the agent hangs up.' },
      },
      content: empty,
    },
    arrivals: {
      doc: 'A stream of calls by customers chosen at random.',
      attributes: {
        id: { type: 'id', required: true },
        every: { type: 'text', required: true, doc: 'Mean time between two calls.' },
        times: {
          type: ['random', 'fixed'],
          default: 'random',
          doc: 'random: gaps, patience and talk are exponentially distributed, with the values given as means.',
        },
        starting: { type: 'text', default: '0s' },
        until: { type: 'text', doc: 'Without it the stream goes on for ever.' },
        to,
        queue,
        patience: { type: 'text' },
        talk: { type: 'text' },
      },
      content: atLeastOne('customer'),
    },
    recorded: {
      doc: `Calls as they came once: a CSV file with the columns ${RECORDING_COLUMNS.join(', ')}.`,
      attributes: {
        id: { type: 'id', required: true },
        file: { type: 'text', required: true, doc: 'Its path, relative to the scenario.' },
        to,
        starting: {
          type: 'text',
          default: '0s',
          doc: 'When the recording begins; where it names instants, that is when the first call comes.',
        },
        patience: {
          type: 'text',
          doc: 'Mean patience of who did not give up then, beyond the time waited then, exponentially distributed; without it they wait for ever.',
        },
      },
      content: empty,
    },
    callees: {
      doc: 'People whom campaigns call. Of the calls to their numbers, those shares are answered, busy and so on; the others ring in vain.',
      attributes: {
        id: { type: 'id', required: true },
        numbers: { type: 'text', required: true, doc: 'What their numbers begin with: +4930.' },
        answer: { type: 'text', default: '30%' },
        busy: { type: 'text', default: '0%' },
        machine: { type: 'text', default: '0%', doc: 'Answering machines, which the gateway recognises.' },
        unknown: { type: 'text', default: '0%', doc: 'Numbers that do not exist.' },
        ring: { type: 'text', default: '8s', doc: 'Until somebody, or a machine, answers.' },
        patience: { type: 'text', doc: 'How long whoever has answered waits for an agent; for ever if left out.' },
        talk: { type: 'text', doc: 'Without it the agent hangs up.' },
        times: { type: ['random', 'fixed'], default: 'random', doc: 'random: times are means.' },
      },
      content: empty,
    },
    customer: {
      doc: 'Somebody who may call, by the number shown.',
      attributes: { from: { type: 'text', required: true } },
      content: empty,
    },
  },
});
