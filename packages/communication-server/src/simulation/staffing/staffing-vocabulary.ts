import { atLeastOne, defineVocabulary, empty, sequence } from '@caruso/language';
import { Strategy } from '../../configuration/queue-definition.js';
import { RECORDING_COLUMNS } from '../../recording/recording-columns.js';

const duration = {
  mean: { type: 'text', required: true, doc: 'As 45s, 2m, 1m30s.' },
  law: { type: ['exponential', 'fixed', 'lognormal'], default: 'exponential' },
  deviation: { type: 'text', doc: 'Standard deviation, of lognormal durations only.' },
} as const;
const from = {
  type: 'text',
  required: true,
  doc: 'Time of day as 08:30; hours from 24 on are of the next day.',
} as const;
const until = { type: 'text', required: true } as const;

/** The document type of a staffing question: what is to be expected, and who is there. */
export const staffingVocabulary = defineVocabulary({
  root: 'staffing',
  title: 'Staffing of a contact centre, for what-if simulations of CARUSO',
  elements: {
    staffing: {
      doc: 'One day: the contacts to be expected in queues, and the teams who answer them.',
      attributes: {
        id: { type: 'id', required: true },
        seed: { type: 'name', default: '1', doc: 'The same seed brings the same contacts.' },
      },
      content: atLeastOne('queue', 'recorded', 'team'),
    },
    queue: {
      doc: 'A queue, with the contacts that are forecast for it. What a recording does not say of its contacts is drawn from here, too.',
      attributes: {
        id: { type: 'id', required: true },
        within: { type: 'text', default: '20s', doc: 'Within what time contacts should be answered.' },
        target: { type: 'name', default: '80', doc: 'Per cent of contacts that should be answered within it.' },
        priority: { type: 'name', default: '0', doc: 'Contacts of a higher priority are answered first.' },
        strategy: { type: Strategy.options, default: 'longest-idle', doc: 'Which of several free agents is chosen.' },
      },
      content: sequence('needs*', 'handling?', 'patience?', 'wrap-up?', 'contacts*'),
    },
    needs: {
      doc: 'A skill that agents must have to take contacts of the queue.',
      attributes: { skill: { type: 'name', required: true }, level: { type: 'name', default: '1' } },
      content: empty,
    },
    handling: {
      doc: 'How long a conversation takes; of recorded contacts that of those who were not answered. Without it, which is for queues without <contacts>, these talk as long as others of the queue did.',
      attributes: duration,
      content: empty,
    },
    patience: {
      doc: 'How long callers wait before they hang up; without it they wait for ever. Recorded ones who did not give up wait longer than they did then.',
      attributes: duration,
      content: empty,
    },
    'wrap-up': {
      doc: 'What an agent has to do after it, where a recording does not say so; nothing if left out.',
      attributes: duration,
      content: empty,
    },
    contacts: {
      doc: 'How many contacts are expected from one time to another, such as in half an hour.',
      attributes: { from, until, expected: { type: 'name', required: true } },
      content: empty,
    },
    recorded: {
      doc: `Contacts as they came once: a CSV file with the columns ${RECORDING_COLUMNS.join(', ')}.`,
      attributes: {
        id: { type: 'id', required: true },
        file: { type: 'text', required: true, doc: 'Its path, relative to the document.' },
        starting: {
          type: 'text',
          doc: 'Time of day at which it begins, 00:00 if left out; not for instants, which have their own.',
        },
      },
      content: empty,
    },
    team: {
      doc: 'Agents who do the same work at the same times.',
      attributes: { id: { type: 'id', required: true }, agents: { type: 'name', required: true } },
      content: sequence('serves+', 'skill*', 'works+'),
    },
    serves: {
      doc: 'A queue whose contacts the team takes.',
      attributes: {
        queue: { type: 'name', required: true },
        order: { type: 'name', default: '1', doc: 'Queues of a lower number come first for this team.' },
        penalty: { type: 'name', default: '0', doc: 'The rank of the team in a queue whose strategy is ranked.' },
      },
      content: empty,
    },
    skill: {
      doc: 'A skill of each agent of the team.',
      attributes: { name: { type: 'name', required: true }, level: { type: 'name', default: '1' } },
      content: empty,
    },
    works: {
      doc: 'When the team works; between two such times it has a break.',
      attributes: { from, until },
      content: empty,
    },
  },
});
