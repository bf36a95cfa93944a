import { anyOrder, defineVocabulary, empty, sequence } from '@caruso/language';
import { WEEKDAYS } from '../../calendar/calendar-definition.js';
import { CampaignDefinition } from '../../campaigns/definition/campaign-definition.js';
import { regimes } from '../../campaigns/pacing/regime.js';
import { ContactChannel } from '../../contact-centre-event.js';
import { Queue, Strategy } from '../queue-definition.js';

const RETRY_OUTCOMES = ['busy', 'no-answer', 'machine', 'failed', 'dropped'] as const;

const yesNo = ['yes', 'no'] as const;
const time = (doc: string) => ({ type: 'text', doc }) as const;
const count = (doc: string) => ({ type: 'name', doc }) as const;
const diversion = {
  to: { type: 'name', doc: 'Another queue.' },
  how: { type: ['park', 'close'], doc: 'park: it stays open and is offered to nobody. close: it is over.' },
} as const;
// Names and not ids: a queue and an agent, or the dispositions of two queues, may be called alike.
const name = { type: 'name', required: true } as const;

/** The document type of a contact centre: its queues, agents, skills, hours, reasons and numbers. */
export const contactCentreVocabulary = defineVocabulary({
  root: 'contact-centre',
  title: 'Contact centres of CARUSO',
  elements: {
    'contact-centre': {
      doc: 'What a contact centre consists of. Durations are written as 20s, 2m, 1m30s, 8h.',
      attributes: {
        'offer-timeout': time('How long an agent may let an offer ring; 20s if left out.'),
        'connection-grace': time('How long the desktop of a ready agent may be gone; 60s if left out.'),
        ageing: time('Waiting that weighs as much as one level of priority; priorities are strict if left out.'),
      },
      content: anyOrder('reason', 'skill', 'calendar', 'regime', 'queue', 'agent', 'number', 'campaign'),
    },
    reason: {
      doc: 'Why an agent may be not ready.',
      attributes: {
        id: name,
        label: { type: 'text', required: true },
        reachable: { type: yesNo, doc: 'yes: contacts are offered all the same.' },
      },
      content: empty,
    },
    skill: { doc: 'Something agents can do at some level.', attributes: { id: name }, content: empty },
    calendar: {
      doc: 'Opening hours; a weekday that is not named is closed.',
      attributes: { id: name, zone: { type: 'text', required: true, doc: 'A time zone, such as Europe/Berlin.' } },
      content: sequence('open*', 'holidays?', 'day*'),
    },
    open: {
      doc: 'Open on some weekdays, from one time of day to another.',
      attributes: {
        days: {
          type: 'names',
          required: true,
          values: Object.fromEntries(WEEKDAYS.map((day) => [day, `Every ${day}.`])),
        },
        from: { type: 'text', required: true },
        to: { type: 'text', required: true, doc: 'If it is not later, on the next day; 24:00 is the end of the day.' },
      },
      content: empty,
    },
    holidays: {
      doc: 'Public holidays are closed.',
      attributes: {
        country: { type: 'name', required: true, doc: 'A code of ISO 3166, such as DE.' },
        state: { type: 'name' },
        region: { type: 'name' },
      },
      content: empty,
    },
    day: {
      doc: 'A day with hours of its own; closed without any.',
      attributes: { date: { type: 'name', required: true, doc: 'Such as 2026-12-24.' } },
      content: anyOrder('hours'),
    },
    hours: {
      doc: 'Open from one time of day to another.',
      attributes: { from: { type: 'text', required: true }, to: { type: 'text', required: true } },
      content: empty,
    },
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
        'prefer-for': time('How long a contact waits for its preferred agent only.'),
        'resume-within': time('Who gave up and is back within this time gets the old place.'),
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
      attributes: { attempts: count('At most; 3 if left out.'), 'retry-after': time('Between two; 10m if left out.') },
      content: empty,
    },
    agent: {
      doc: 'Somebody who handles contacts.',
      attributes: {
        id: { type: 'text', required: true },
        name: { type: 'text', required: true },
        phone: { type: 'text', doc: 'The address of the telephone: an extension, or the number at home.' },
        'wrap-up': time('How long the wrap-up may last; goes before that of the queue.'),
      },
      content: sequence('serves*', 'has*', 'capacity*', 'rate?'),
    },
    serves: {
      doc: 'A queue whose contacts the agent gets.',
      attributes: {
        queue: name,
        priority: count('Queues with a lower number come first; 1 if left out.'),
        delay: time('The agent gets what has waited so long.'),
        penalty: count('The rank in the queue; 0, the best, if left out.'),
        tier: count('1 if left out; see tier-wait of the queue.'),
      },
      content: empty,
    },
    has: {
      doc: 'A skill of the agent.',
      attributes: { skill: name, level: { type: 'name', default: '1' } },
      content: empty,
    },
    capacity: {
      doc: 'How many contacts of a channel the agent may have at once; one if left out.',
      attributes: {
        channel: { type: ContactChannel.options, required: true },
        contacts: { type: 'name', required: true },
      },
      content: empty,
    },
    rate: {
      doc: 'At most so many contacts within some time.',
      attributes: { contacts: { type: 'name', required: true }, within: { type: 'text', required: true } },
      content: empty,
    },
    number: {
      doc: 'What answers a number or an address: a queue, or a dialog script.',
      attributes: {
        called: { type: 'text', required: true },
        queue: { type: 'name' },
        script: { type: 'name' },
        fallback: { type: 'name', doc: 'The queue when the script cannot go on.' },
      },
      content: anyOrder('route'),
    },
    route: {
      doc: 'Contacts of which something is so wait in a queue of their own. Of several, the first counts.',
      attributes: {
        when: {
          type: 'expression',
          required: true,
          doc: "Over from, to, channel and customer: startsWith(from, '+49221').",
        },
        queue: name,
        priority: count('Their priority there; that of the queue if left out.'),
      },
      content: empty,
    },
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
        attempts: count('Attempts of a record altogether; needed with <retry>.'),
        accepted: { type: 'text', doc: 'The share of direct contacts that must reach the goal: 15%.' },
        'supposed-answers': { type: 'text', doc: 'The share of calls answered that is supposed at first; 30%.' },
        'supposed-handling': time('How long an agent is supposed to need at first; 3m.'),
      },
      content: sequence('open*', 'day*', 'list?', 'retry*'),
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
      doc: 'After an attempt that ended so, it is tried again; without one for an outcome, it is not.',
      attributes: {
        when: { type: RETRY_OUTCOMES, required: true },
        after: { type: 'text', required: true },
        'at-most': { type: 'name', default: '3', doc: 'Attempts of a record that may end so.' },
        'other-number': { type: yesNo, doc: "yes: the record's next number is called." },
      },
      content: empty,
    },
  },
});
