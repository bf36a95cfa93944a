import type { LocalService, RunOptions } from '../../src/index.js';

/** One way through a script, and where it ends. */
export interface CookbookWalk {
  readonly channel: NonNullable<RunOptions['channel']>;
  readonly language?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly services?: Readonly<Record<string, LocalService>>;
  /** What is done at each screen: an answer, or `next`, `back` or a branch as an object. */
  readonly replies: readonly unknown[];
  readonly outcome: string;
  /** What must have been said on the way. */
  readonly says?: string;
}

export interface CookbookPattern {
  /** The script in `docs/cookbook`. */
  readonly file: string;
  readonly title: string;
  readonly about: string;
  readonly walks: readonly CookbookWalk[];
}

/** Goes on from an information. */
const next = { next: true };
const back = { back: true };
const branch = (id: string) => ({ branch: id });
const fails = () => {
  throw new Error('it is out of order');
};

/** The clock of all walks: a Thursday. */
export const NOW = Date.parse('2026-06-11T10:00:00Z');

const account = {
  meters: [
    { number: 'M1', last: 100 },
    { number: 'M2', last: 40 },
  ],
};
const address = { street: 'Main Street', houseNumber: '5', postalCode: '01067', city: 'Dresden' };
const customers =
  (...numbers: string[]) =>
  () => ({
    customers: numbers.map((number) => ({ number, address: `Lane ${number}` })),
  });
const slots = () => ({
  slots: [
    { id: 's1', time: 'Monday, 8' },
    { id: 's2', time: 'Tuesday, 9' },
  ],
});

/** The patterns of the cookbook, in the order of the page. */
export const COOKBOOK: readonly CookbookPattern[] = [
  {
    file: 'objection',
    title: 'Objections',
    about:
      'Each objection is a branch, open at every step. After “too expensive” the question that was left is shown again; “wants to think about it” leads to an end of its own.',
    walks: [
      {
        channel: 'agent',
        replies: [next, branch('price'), next, true],
        outcome: 'ordered',
        says: 'less than seven cents',
      },
      { channel: 'agent', replies: [next, branch('think'), 'ada@example.org'], outcome: 'considering' },
      { channel: 'agent', replies: [next, false], outcome: 'declined' },
    ],
  },
  {
    file: 'callback',
    title: 'An appointment for a call-back',
    about:
      'Rules on the day and the time stand beside the questions. When the call-back cannot be noted, the customer is told so.',
    walks: [
      {
        channel: 'web',
        services: { 'callbacks.add': () => ({}) },
        replies: ['0351 4567890', '2026-06-13', '2026-06-15', '19:00', '17:30'],
        outcome: 'agreed',
        says: 'We call from Monday to Friday.',
      },
      {
        channel: 'agent',
        services: { 'callbacks.add': fails },
        replies: ['0351 4567890', '2026-06-15', '09:00'],
        outcome: 'failed',
      },
    ],
  },
  {
    file: 'identification',
    title: 'Identification with three tries',
    about:
      'A section with `repeat` asks again while its condition holds; `as` counts the rounds. A `go` leaves the rounds as soon as the customer is found.',
    walks: [
      {
        channel: 'agent',
        services: { 'crm.customer': () => ({ name: 'Ada' }) },
        replies: ['4711', '004711'],
        outcome: 'known',
        says: 'It has six figures.',
      },
      {
        channel: 'web',
        services: { 'crm.customer': () => null },
        replies: ['111111', next, '222222', next, '333333', next],
        outcome: 'unknown',
      },
      { channel: 'web', services: { 'crm.customer': fails }, replies: ['111111'], outcome: 'failed' },
    ],
  },
  {
    file: 'meters',
    title: 'The same questions for each of several things',
    about:
      'A section with `each` is gone through for every meter of the account. Behind it, `answers.readings` is the list of all rounds, to be counted and summed up. A doubtful reading is taken when it is given twice.',
    walks: [
      {
        channel: 'web',
        input: { customer: '4711' },
        services: { 'billing.account': () => account },
        replies: ['90', '150', '20000', '20000'],
        outcome: 'read',
        says: 'You have used 20,010 kWh',
      },
    ],
  },
  {
    file: 'payment-promise',
    title: 'A promise to pay',
    about:
      'The open amount is handed over and offered as the answer; amount and day are held within limits. Going back withdraws the promise.',
    walks: [
      {
        channel: 'agent',
        input: { bill: 'R1', open: '80.00' },
        services: { 'billing.promise': () => ({}) },
        replies: [true, '90', '50', '2026-06-20'],
        outcome: 'promised',
        says: 'Up to €80.00.',
      },
      { channel: 'agent', input: { bill: 'R1', open: '80.00' }, replies: [false], outcome: 'refused' },
    ],
  },
  {
    file: 'satisfaction',
    title: 'A satisfaction survey',
    about:
      'The net promoter score: one number, one open question whose wording depends on it, and three outcomes that reports count.',
    walks: [
      { channel: 'web', replies: ['11', '10', null], outcome: 'promoter', says: 'What did you like best?' },
      { channel: 'chat', replies: ['7', 'It works.'], outcome: 'passive' },
      {
        channel: 'web',
        replies: ['2', 'You were late.'],
        outcome: 'detractor',
        says: 'What should we have done better?',
      },
    ],
  },
  {
    file: 'complaint',
    title: 'Taking a complaint',
    about:
      'Questions appear only where they make sense. The number of the complaint comes from the service and is read back; if the service fails, an agent goes on.',
    walks: [
      {
        channel: 'web',
        services: { 'complaints.open': () => ({ number: 'C-7' }) },
        replies: ['bill', '4711', 'It is twice as high.', 'email', 'ada@example.org'],
        outcome: 'taken',
        says: 'the number C-7',
      },
      {
        channel: 'agent',
        services: { 'complaints.open': fails },
        replies: ['service', 'Nobody called.', 'phone', '0351 4567890'],
        outcome: 'handed-over',
      },
    ],
  },
  {
    file: 'cancellation',
    title: 'A cancellation with an offer to stay',
    about: 'The reason decides which offer is made. Only after a clear yes is the contract cancelled.',
    walks: [
      { channel: 'agent', input: { contract: 'V1' }, replies: ['price', true], outcome: 'kept' },
      {
        channel: 'web',
        input: { contract: 'V1' },
        services: { 'contracts.cancel': () => ({}) },
        replies: ['move', false, true],
        outcome: 'cancelled',
      },
      { channel: 'web', input: { contract: 'V1' }, replies: ['other', false], outcome: 'kept' },
    ],
  },
  {
    file: 'address',
    title: 'A change of address, confirmed',
    about:
      'Everything is read back before it is stored. “No” leads back to the first question, whose answer is offered again; `keep="drop"` lets nobody confirm twice by habit.',
    walks: [
      {
        channel: 'agent',
        input: { customer: '4711' },
        services: { 'crm.changeAddress': () => ({}) },
        replies: [address, '2026-07-01', false, { ...address, houseNumber: '6' }, '2026-07-01', true],
        outcome: 'changed',
        says: 'Main Street 6, 01067 Dresden, from July 1, 2026 on',
      },
    ],
  },
  {
    file: 'choice-from-data',
    title: 'A choice from data',
    about:
      '`from` takes the choices from a list that a service gave, `code` and `label` name its fields. What belongs to the choice is found with `where`.',
    walks: [
      {
        channel: 'web',
        input: { area: '01067' },
        services: {
          'sales.tariffs': () => ({
            list: [
              { id: 'eco', name: 'Eco', price: '30.5' },
              { id: 'base', name: 'Base', price: '25' },
            ],
          }),
        },
        replies: ['eco', next],
        outcome: 'chosen',
        says: 'It costs €30.50 a month.',
      },
      {
        channel: 'web',
        input: { area: '01067' },
        services: { 'sales.tariffs': () => ({ list: [] }) },
        replies: [],
        outcome: 'none',
      },
    ],
  },
  {
    file: 'find-customer',
    title: 'A look-up that finds nothing, one, or several',
    about:
      'The number of results decides: one goes on, several are a choice, none is a question for another spelling. That the look-up itself fails is a fourth way.',
    walks: [
      {
        channel: 'agent',
        services: { 'crm.find': customers('1') },
        replies: ['Ada'],
        outcome: 'found',
        says: 'Your number is 1.',
      },
      {
        channel: 'agent',
        services: { 'crm.find': customers('1', '2') },
        replies: ['Ada', '2'],
        outcome: 'found',
        says: 'There are 2 of that name.',
      },
      {
        channel: 'agent',
        services: { 'crm.find': ({ name }) => customers(...(name === 'Ada' ? ['1'] : []))() },
        replies: ['Ida', true, 'Ada'],
        outcome: 'found',
      },
      { channel: 'agent', services: { 'crm.find': fails }, replies: ['Ada'], outcome: 'failed' },
    ],
  },
  {
    file: 'escalation',
    title: 'To a human at any time',
    about:
      'A branch leads to a human from every step. `handover` names the queue; whoever takes over sees all answers.',
    walks: [
      { channel: 'chat', replies: ['4711', true], outcome: 'solved' },
      { channel: 'web', replies: [branch('human'), 'The bill is wrong.'], outcome: 'handed-over' },
    ],
  },
  {
    file: 'consent',
    title: 'Consent, asked twice',
    about:
      'What is agreed to is said in full and confirmed. Where and by which ways it was said goes to the service that keeps consents.',
    walks: [
      {
        channel: 'web',
        input: { customer: '4711' },
        services: { 'consent.agree': () => ({}) },
        replies: [['email', 'phone'], true],
        outcome: 'agreed',
        says: 'email and phone',
      },
      { channel: 'agent', input: { customer: '4711' }, replies: [['email'], false], outcome: 'none', says: 'I repeat' },
      { channel: 'web', input: { customer: '4711' }, replies: [null], outcome: 'none' },
    ],
  },
  {
    file: 'card',
    title: 'Card data on the telephone',
    about:
      'The caller keys them in and no agent hears them. `private` keeps them out of trails, logs and reports. After two tries an agent takes over.',
    walks: [
      {
        channel: 'ivr',
        input: { amount: '42.5' },
        services: { 'payments.charge': () => ({}) },
        replies: ['4111111111111111', '1228'],
        outcome: 'paid',
        says: 'To pay €42.50',
      },
      {
        channel: 'ivr',
        input: { amount: '42.5' },
        services: { 'payments.charge': fails },
        replies: ['4111111111111111', '1228'],
        outcome: 'handed-over',
      },
    ],
  },
  {
    file: 'appointment',
    title: 'An appointment that can be corrected',
    about:
      'The last question names everything and lets one thing be changed. `fresh` makes sure that the offered times are not older than five minutes.',
    walks: [
      {
        channel: 'web',
        services: { 'calendar.free': slots, 'calendar.book': () => ({}) },
        replies: ['s1', '0351 4567890', 'slot', 's2', '0351 4567890', 'yes'],
        outcome: 'booked',
        says: 'You have chosen s2',
      },
      { channel: 'agent', services: { 'calendar.free': fails }, replies: [], outcome: 'failed' },
    ],
  },
  {
    file: 'greeting',
    title: 'In several languages',
    about:
      'Every wording stands once for each language, side by side. The check names those that are missing; dates and numbers follow the language by themselves.',
    walks: [
      { channel: 'web', language: 'en', replies: [next, 'bill'], outcome: 'asked', says: 'Thursday, June 11, 2026' },
      { channel: 'web', language: 'de', replies: [next, 'move'], outcome: 'asked', says: 'Donnerstag, 11. Juni 2026' },
      { channel: 'agent', language: 'fr', replies: [next, 'bill'], outcome: 'asked', says: 'jeudi 11 juin 2026' },
    ],
  },
  {
    file: 'reserve',
    title: 'An action that is taken back',
    about:
      'When the agent goes back over the reservation, `undo` releases the meter before the question is asked again.',
    walks: [
      {
        channel: 'agent',
        services: { 'stock.reserve': () => ({ id: 'L3' }), 'stock.release': () => ({}) },
        replies: ['3', back, '5', true],
        outcome: 'reserved',
        says: 'Meter L3 is yours for 5 days.',
      },
      { channel: 'agent', services: { 'stock.reserve': fails }, replies: ['3'], outcome: 'none' },
    ],
  },
  {
    file: 'with-identification',
    title: 'A script within another',
    about:
      'The identification from above is called and comes back with its outcome and its answers. What several scripts need is written once.',
    walks: [
      {
        channel: 'agent',
        services: { 'crm.customer': () => ({ name: 'Ada' }), 'billing.balance': () => ({ balance: '-12.5' }) },
        replies: ['004711'],
        outcome: 'told',
        says: 'Your balance is -€12.50.',
      },
      {
        channel: 'web',
        services: { 'crm.customer': () => null },
        replies: ['111111', next, '222222', next, '333333', next],
        outcome: 'handed-over',
      },
    ],
  },
  {
    file: 'hand-over',
    title: 'From the telephone to an agent',
    about:
      'The caller keys in what it is about. The agent who takes the dialog over finds it there; `on` keeps the questions of the telephone on the telephone, and the summary with the agent.',
    walks: [
      { channel: 'ivr', replies: ['outage', '4711'], outcome: 'handed-over', says: 'grid control' },
      { channel: 'agent', replies: ['bill', next], outcome: 'handed-over', says: 'Topic: bill.' },
    ],
  },
  {
    file: 'outage',
    title: 'Known outages first',
    about:
      'Before anybody waits for an agent, the script looks whether the outage is known, and ends early with the time at which power is expected again. If the look-up fails, it just goes on.',
    walks: [
      {
        channel: 'ivr',
        services: { 'grid.outage': () => ({ known: true, until: '14:30' }) },
        replies: ['01067'],
        outcome: 'informed',
        says: 'We know of the outage',
      },
      { channel: 'web', services: { 'grid.outage': fails }, replies: ['01067', true], outcome: 'reported' },
      {
        channel: 'web',
        services: { 'grid.outage': () => ({ known: false }) },
        replies: ['01067', false],
        outcome: 'informed',
        says: 'your fuses',
      },
    ],
  },
];
