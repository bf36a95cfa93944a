import { type ElementDefinition, empty, sequence } from '@caruso/language';
import { CampaignDefinition } from '../../campaigns/definition/campaign-definition.js';
import { regimes } from '../../campaigns/pacing/regime.js';
import { count, name, time, yesNo } from './attributes.js';

const RETRY_OUTCOMES = ['busy', 'no-answer', 'machine', 'failed', 'dropped'] as const;

/** The elements about people who are called. */
export const CAMPAIGN_ELEMENTS = {
  regime: {
    doc: 'A rule on abandoned calls: a person answers, and no agent is connected in time.',
    attributes: {
      id: name,
      cap: { type: 'text', doc: 'The highest share of abandoned calls, such as 3%.' },
      window: { type: 'text', required: true, doc: 'The period over which the share is taken: 720h; 744h at most.' },
      denominator: { type: ['answered-live', 'without-machines'], default: 'answered-live' },
      'connect-within': { type: 'text', default: '2s', doc: 'How long after the answer an agent must be connected.' },
      confidence: { type: 'text', doc: 'How sure it must be that the share is below the cap, such as 95%.' },
    },
    content: empty,
  },
  campaign: {
    doc: 'People are called. <open> and <day> say when, by the clock where they are.',
    attributes: {
      id: name,
      name: { type: 'text', required: true },
      goal: { type: 'text', doc: 'What is to be reached with each record.' },
      mode: { type: CampaignDefinition.shape.mode.options, required: true },
      queue: { type: 'name', required: true, doc: 'Where answered calls go; its agents are those of the campaign.' },
      gateway: { type: 'name', required: true, doc: 'The gateway that dials.' },
      from: { type: 'text', required: true, doc: 'The number that is shown.' },
      country: { type: 'name', required: true, doc: 'Whose numbers are written without a code: DE.' },
      lines: count('Lines at once at most; 30 if left out.'),
      ring: time('How long it rings; 25s if left out.'),
      regime: {
        type: 'name',
        doc: `A <regime>, or one that is built in: ${Object.keys(regimes).join(', ')}; us-tsr if left out.`,
      },
      cap: { type: 'text', doc: 'The own cap on the share of abandoned calls.' },
      consent: { type: ['asked', 'not-refused'], doc: 'asked: only who agreed is called.' },
      attempts: count('Attempts of a record altogether; needed with <retry>, 4 if left out.'),
      accepted: { type: 'text', doc: 'The share of direct contacts that must reach the goal: 15%.' },
      'supposed-answers': { type: 'text', doc: 'The share of calls answered that is supposed at first; 30%.' },
      'supposed-handling': time('How long an agent is supposed to need at first; 3m.'),
    },
    content: sequence('open*', 'day*', 'dropped?', 'list?', 'retry*'),
  },
  dropped: {
    doc: 'What a person hears for whom no agent is there in time, before the call ends.',
    attributes: {
      language: { type: 'name', required: true, doc: 'In which it is spoken, such as en or de.' },
      say: { type: 'text', required: true, doc: 'Who calls, and how to reach the company.' },
    },
    content: empty,
  },
  list: {
    doc: 'Where the records of a campaign come from: a CSV file, or business objects.',
    attributes: {
      file: { type: 'text', doc: 'A CSV file with a heading; meant from the file of the assembly.' },
      id: { type: 'text', doc: 'Its column that names a record.' },
      object: { type: 'name', doc: 'A type of business objects.' },
      numbers: {
        type: 'text',
        required: true,
        doc: 'The columns or attributes with numbers, separated by commas, the best first.',
      },
      consent: { type: 'text', doc: 'The column that says who agreed.' },
      purpose: { type: 'name', doc: 'Only objects with consent for this purpose count as having agreed.' },
      channel: { type: 'name', doc: 'The channel of that consent; phone if left out.' },
    },
    content: empty,
  },
  retry: {
    doc: 'After an attempt that ended so, it is tried again; without one for an outcome, it is not. Without any, the usual ones hold.',
    attributes: {
      when: { type: RETRY_OUTCOMES, required: true },
      after: { type: 'text', required: true },
      'at-most': { type: 'name', default: '3', doc: 'Attempts of a record that may end so.' },
      'other-number': { type: yesNo, doc: "yes: the record's next number is called." },
    },
    content: empty,
  },
} as const satisfies Readonly<Record<string, ElementDefinition>>;
