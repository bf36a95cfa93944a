/** A script of the cookbook, and what the page says of it. */
export interface CookbookPattern {
  /** The script in `docs/cookbook`; its tests have the same name in `tests` beside it. */
  readonly file: string;
  readonly title: string;
  readonly about: string;
}

/** The patterns of the cookbook, in the order of the page. */
export const COOKBOOK: readonly CookbookPattern[] = [
  {
    file: 'objection',
    title: 'Objections',
    about:
      'Each objection is a branch, open at every step. After “too expensive” the question that was left is shown again; “wants to think about it” leads to an end of its own.',
  },
  {
    file: 'callback',
    title: 'An appointment for a call-back',
    about:
      'Rules on the day and the time stand beside the questions. When the call-back cannot be noted, the customer is told so.',
  },
  {
    file: 'identification',
    title: 'Identification with three tries',
    about:
      'A section with `repeat` asks again while its condition holds; `as` counts the rounds. A `go` leaves the rounds as soon as the customer is found.',
  },
  {
    file: 'meters',
    title: 'The same questions for each of several things',
    about:
      'A section with `each` is gone through for every meter of the account. Behind it, `answers.readings` is the list of all rounds, to be counted and summed up. A doubtful reading is taken when it is given twice.',
  },
  {
    file: 'payment-promise',
    title: 'A promise to pay',
    about:
      'The open amount is handed over and offered as the answer; amount and day are held within limits. Going back withdraws the promise.',
  },
  {
    file: 'satisfaction',
    title: 'A satisfaction survey',
    about:
      'The net promoter score: one number, one open question whose wording depends on it, and three outcomes that reports count.',
  },
  {
    file: 'complaint',
    title: 'Taking a complaint',
    about:
      'Questions appear only where they make sense. The number of the complaint comes from the service and is read back; if the service fails, an agent goes on.',
  },
  {
    file: 'cancellation',
    title: 'A cancellation with an offer to stay',
    about: 'The reason decides which offer is made. Only after a clear yes is the contract cancelled.',
  },
  {
    file: 'address',
    title: 'A change of address, confirmed',
    about:
      'Everything is read back before it is stored. “No” leads back to the first question, whose answer is offered again; `keep="drop"` lets nobody confirm twice by habit.',
  },
  {
    file: 'choice-from-data',
    title: 'A choice from data',
    about:
      '`from` takes the choices from a list that a service gave, `code` and `label` name its fields. What belongs to the choice is found with `where`.',
  },
  {
    file: 'find-customer',
    title: 'A look-up that finds nothing, one, or several',
    about:
      'The number of results decides: one goes on, several are a choice, none is a question for another spelling. That the look-up itself fails is a fourth way.',
  },
  {
    file: 'escalation',
    title: 'To a human at any time',
    about:
      'A branch leads to a human from every step. `handover` names the queue; whoever takes over sees all answers.',
  },
  {
    file: 'consent',
    title: 'Consent, asked twice',
    about:
      'What is agreed to is said in full and confirmed. Where and by which ways it was said goes to the service that keeps consents.',
  },
  {
    file: 'card',
    title: 'Card data on the telephone',
    about:
      'The caller keys them in and no agent hears them. `private` keeps them out of trails, logs and reports. After two tries an agent takes over.',
  },
  {
    file: 'appointment',
    title: 'An appointment that can be corrected',
    about:
      'The last question names everything and lets one thing be changed. `fresh` makes sure that the offered times are not older than five minutes.',
  },
  {
    file: 'greeting',
    title: 'In several languages',
    about:
      'Every wording stands once for each language, side by side. The check names those that are missing; dates and numbers follow the language by themselves.',
  },
  {
    file: 'reserve',
    title: 'An action that is taken back',
    about:
      'When the agent goes back over the reservation, `undo` releases the meter before the question is asked again.',
  },
  {
    file: 'with-identification',
    title: 'A script within another',
    about:
      'The identification from above is called and comes back with its outcome and its answers. What several scripts need is written once.',
  },
  {
    file: 'hand-over',
    title: 'From the telephone to an agent',
    about:
      'The caller keys in what it is about. The agent who takes the dialog over finds it there; `on` keeps the questions of the telephone on the telephone, and the summary with the agent.',
  },
  {
    file: 'outage',
    title: 'Known outages first',
    about:
      'Before anybody waits for an agent, the script looks whether the outage is known, and ends early with the time at which power is expected again. If the look-up fails, it just goes on.',
  },
];
