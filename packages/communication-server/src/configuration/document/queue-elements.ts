import { anyOrder, type ElementDefinition, empty, mixed, sequence } from '@caruso/language';
import { ContactChannel } from '../../contact-centre-event.js';
import { PLACEHOLDERS } from '../../templates/placeholders.js';
import { VOICEMAIL_PLACEHOLDERS } from '../../templates/voicemail-template.js';
import { Queue, Strategy } from '../queue-definition.js';
import { count, name, time, yesNo } from './attributes.js';

const diversion = {
  to: { type: 'name', doc: 'Another queue.' },
  how: { type: ['park', 'close'], doc: 'park: it stays open and is offered to nobody. close: it is over.' },
} as const;

/** The elements about what waits, and how it is answered. */
export const QUEUE_ELEMENTS = {
  queue: {
    doc: 'What waits, who may take it, and what happens to those who wait.',
    attributes: {
      id: name,
      name: { type: 'text', required: true },
      channel: { type: ContactChannel.options, required: true },
      'answer-within': {
        type: 'text',
        required: true,
        doc: 'The service level: contacts answered within this time.',
      },
      target: { type: 'text', default: '80%', doc: 'The share of contacts wanted to be answered in time.' },
      script: { type: 'name', doc: 'The dialog script that belongs to its contacts.' },
      strategy: { type: Strategy.options, doc: 'Which of the free agents gets a contact; longest-idle if left out.' },
      'ring-at-once': count('How many agents ring-several rings; all if left out.'),
      priority: { type: 'text', doc: 'Higher ones are answered first; 0 if left out.' },
      order: {
        type: Queue.shape.order.unwrap().options,
        doc: 'as-queued: who has waited longest here is first. as-arrived: who called first, also when transferred.',
      },
      weight: { type: 'text', doc: 'Agents of several queues take the heaviest first; 0 if left out.' },
      'min-penalty': count('Agents with a lower penalty get nothing.'),
      'max-penalty': count('Agents with a higher penalty get nothing.'),
      'tier-wait': time('Agents of tier n get what has waited n - 1 times so long.'),
      'offer-timeout': time('How long an agent may let an offer ring.'),
      'missed-offers': count('After so many missed offers an agent is not ready; 1 if left out.'),
      'pause-missed': { type: Queue.shape.pauseMissed.unwrap().options, doc: 'Where such an agent is not ready.' },
      'retry-after': time('When an agent who missed an offer and stays ready is tried again.'),
      'ring-busy': { type: yesNo, doc: 'yes: busy agents are rung too.' },
      'max-length': count('How many may wait.'),
      'max-wait': time('How long a contact may wait.'),
      'max-estimate': time('Who would wait longer, as estimated, does not join.'),
      'join-empty': { type: Queue.shape.joinEmpty.unwrap().options, doc: 'Who may join while nobody can answer.' },
      'leave-empty': { type: yesNo, doc: 'yes: contacts leave when nobody is logged in any more.' },
      prefer: {
        type: 'names',
        values: {
          'last-agent': 'Who talked to the customer last.',
          owner: 'Who looks after the customer; see <customers>.',
        },
        doc: 'Which agents are preferred, the first who is there; needs prefer-for.',
      },
      'prefer-for': time('How long a contact waits for its preferred agent only.'),
      'resume-within': time('Who gave up and is back within this time gets the old place.'),
      recording: {
        type: Queue.shape.recording.unwrap().options,
        doc: 'Recorded without asking the customer. announced: callers are told before. not-needed: nobody has to be asked. The customer must agree if left out.',
      },
      'voicemail-to': { type: 'text', doc: 'A mail address to which messages left by telephone are sent, too.' },
      hours: { type: 'name', doc: 'A calendar; always open if left out.' },
    },
    content: sequence(
      'disposition*',
      'needs*',
      'step*',
      'wrap-up?',
      'overflow?',
      'closed?',
      'callback?',
      'announce?',
      'reply?',
      'voicemail-letter?',
    ),
  },
  disposition: {
    doc: 'How an agent may end a contact; with others inside, a heading over them.',
    attributes: {
      id: name,
      label: { type: 'text', required: true },
      live: { type: yesNo, doc: 'no: nobody was spoken to, as with an answering machine.' },
      direct: { type: yesNo, doc: 'yes: it was the person the contact is about.' },
      success: { type: yesNo, doc: 'yes: the goal of the campaign was reached.' },
      closes: { type: yesNo, doc: 'yes: nobody is called again, whatever else would be.' },
      dnc: { type: yesNo, doc: 'yes: the customer does not want to be called any more.' },
      retry: time('The customer is called again after this time.'),
    },
    content: anyOrder('disposition'),
  },
  needs: {
    doc: 'A skill an agent must have.',
    attributes: {
      skill: name,
      level: { type: 'name', default: '1', doc: 'At least; in a step, 0 drops the skill.' },
    },
    content: empty,
  },
  step: {
    doc: 'What changes for a contact that has waited for some time.',
    attributes: {
      after: { type: 'text', required: true, doc: 'Counts from the step before.' },
      'max-penalty': count('Agents up to this penalty may take it.'),
      priority: { type: 'text', doc: 'The priority from now on.' },
      'at-once-when-nobody': { type: yesNo, doc: 'yes: begins at once while nobody is logged in who may take it.' },
    },
    content: anyOrder('needs'),
  },
  'wrap-up': {
    doc: 'The work after a contact.',
    attributes: {
      within: time('It ends by itself after this time; the agent ends it if left out.'),
      extension: time('By how much an agent may prolong it, in all.'),
      'holds-back': { type: ['everything', 'queue'], doc: 'queue: other queues may take the agent at once.' },
    },
    content: empty,
  },
  overflow: { doc: 'Where contacts go that may not join or must leave.', attributes: diversion, content: empty },
  closed: { doc: 'Where contacts go outside the hours.', attributes: diversion, content: empty },
  announce: {
    doc: 'What callers who wait are told, again and again.',
    attributes: {
      every: { type: 'text', required: true, doc: 'From one announcement to the next; 5s or more.' },
      language: { type: 'name', required: true, doc: 'In which it is spoken, such as en or de.' },
      place: { type: 'text', doc: 'Tells {place}, such as: You are number {place}.' },
      'place-up-to': count('Higher places are not told.'),
      wait: { type: 'text', doc: 'Tells {minutes}, such as: It will take about {minutes} minutes.' },
      'wait-up-to': time('Longer waits are not told.'),
    },
    content: empty,
  },
  callback: {
    doc: 'How customers are called back who asked for it.',
    attributes: {
      attempts: count('At most; 3 if left out.'),
      'retry-after': time('Between two; 10m if left out.'),
      key: { type: 'text', doc: 'Who waits on the telephone presses it to be called back: 0 to 9, * or #.' },
    },
    content: empty,
  },
  reply: {
    doc: 'When a customer who has written is to be answered by a person; of queues for mail and chat.',
    attributes: {
      within: { type: 'text', required: true, doc: 'Business time, such as 4h.' },
      hours: { type: 'name', doc: 'The calendar in which it is counted; day and night if left out.' },
    },
    content: empty,
  },
  'voicemail-letter': {
    doc: `How voicemail-to is told of a message. It is filled in with ${Object.keys(VOICEMAIL_PLACEHOLDERS)
      .map((name) => `{${name}}`)
      .join(', ')}; a line with a customer who is not known is left out.`,
    attributes: {
      language: { type: 'name', required: true, doc: 'In which it is written, such as de.' },
      subject: { type: 'text', required: true },
      'without-sound': { type: 'text', required: true, doc: 'What is added when the sound cannot be had.' },
    },
    content: mixed(),
  },
  template: {
    doc: `A text that agents choose for an answer. It is filled in with ${Object.keys(PLACEHOLDERS)
      .map((name) => `{${name}}`)
      .join(', ')}.`,
    attributes: {
      id: name,
      label: { type: 'text', required: true, doc: 'What agents choose it by.' },
      language: {
        type: 'name',
        required: true,
        doc: 'Such as de; in each language there may be a text of the same id.',
      },
      queues: { type: 'names', doc: 'Where it is chosen from; in all queues for mail and chat if left out.' },
    },
    content: mixed(),
  },
} as const satisfies Readonly<Record<string, ElementDefinition>>;
