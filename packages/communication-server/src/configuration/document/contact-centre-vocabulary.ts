import { anyOrder, defineVocabulary, empty, sequence } from '@caruso/language';
import { WEEKDAYS } from '../../calendar/calendar-definition.js';
import { ContactChannel } from '../../contact-centre-event.js';
import { count, name, time, yesNo } from './attributes.js';
import { CAMPAIGN_ELEMENTS } from './campaign-elements.js';
import { QUEUE_ELEMENTS } from './queue-elements.js';

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
      content: anyOrder(
        ...['customers', 'reason', 'skill', 'calendar', 'regime', 'queue', 'agent', 'number', 'campaign', 'template'],
      ),
    },
    customers: {
      doc: 'Where customers are found by what they call or write from. Attributes are separated by commas.',
      attributes: {
        object: { type: 'name', required: true, doc: 'The type of business objects that customers are.' },
        phones: { type: 'text', doc: 'Its attributes with telephone numbers.' },
        mails: { type: 'text', doc: 'Its attributes with mail addresses.' },
        'country-code': { type: 'text', doc: 'Digits of the country whose national numbers are stored: 49.' },
        owner: { type: 'name', doc: 'Its attribute with the id of the agent who looks after the customer.' },
      },
      content: empty,
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
    ...QUEUE_ELEMENTS,
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
        silence: time(
          'Who chats and says nothing for so long, at a script or waiting, is asked; a minute later the chat ends. Without limit if left out.',
        ),
        absence: time('Who chats and is gone for so long has left; 2m if left out.'),
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
    ...CAMPAIGN_ELEMENTS,
  },
});
