import { defineContract } from '@caruso/core';
import { z } from 'zod';

/** Where a dialog takes place. All but `agent` are self-service. */
export const Channel = z.enum(['agent', 'web', 'ivr', 'chat', 'email']);
export type Channel = z.infer<typeof Channel>;

/** Wording as runs of text; to be escaped by whoever renders it. */
const RichText = z.array(
  z.object({
    text: z.string(),
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    lineBreak: z.boolean().optional(),
    /** On the telephone: what kind of value it is, so that it is spoken as one. */
    say: z.enum(['date', 'time', 'number', 'money', 'digits']).optional(),
  }),
);
export type RichText = z.infer<typeof RichText>;

export const QuestionType = z.enum([
  'choice',
  'choices',
  'yesno',
  'text',
  'number',
  'money',
  'date',
  'time',
  'phone',
  'email',
  'digits',
  'address',
]);
export type QuestionType = z.infer<typeof QuestionType>;

/** The fields of an answer to an `address` question. */
export const Address = z.object({
  street: z.string().min(1).max(80),
  houseNumber: z.string().min(1).max(10),
  postalCode: z.string().min(1).max(10),
  city: z.string().min(1).max(60),
});
export type Address = z.infer<typeof Address>;

const Question = z.object({
  type: QuestionType,
  required: z.boolean(),
  options: z
    .array(
      z.object({
        value: z.string(),
        label: RichText,
        hint: RichText.optional(),
        /** On the telephone: the key that the script gives it. */
        key: z.string().optional(),
      }),
    )
    .optional(),
  unit: z.string().optional(),
  /** The answer is not for other eyes: it is not to be shown while it is entered. */
  private: z.boolean().optional(),
  /** What to put into the field to begin with: a default, or the answer given before the way back. */
  prefill: z.unknown().optional(),
});

const Voice = z.object({
  /** When silence is due, or going on from an information, in milliseconds since 1970-01-01T00:00Z. */
  deadline: z.number(),
  /** How long a key is waited for after speaking, in milliseconds. */
  timeoutMs: z.number(),
  /** Whether keys are taken while it still speaks. */
  bargeIn: z.boolean(),
  /** The key that finishes an answer of several. */
  finish: z.string(),
  /** How many keys an answer has. */
  length: z.object({ min: z.number(), max: z.number() }).optional(),
  triesLeft: z.number(),
  /** The tries are used up, and the script does not say where to go: the call ends, the dialog stays. */
  exhausted: z.boolean().optional(),
  /** Whether the wording says itself which keys there are. */
  saysKeys: z.boolean(),
});

/** What is shown at one step of a dialog. */
const Screen = z.object({
  dialog: z.string(),
  script: z.object({ id: z.string(), version: z.string(), title: z.string() }),
  channel: Channel,
  language: z.string(),
  state: z.enum(['open', 'ended', 'cancelled']),
  /** Identifies this showing of the node; an event must carry it, so that none counts twice. */
  step: z.string(),
  node: z.object({
    kind: z.enum(['question', 'info', 'end']),
    id: z.string(),
    text: RichText,
    /** For the agent only; absent on every customer channel. */
    hint: RichText.optional(),
    question: Question.optional(),
    /** A service failed, and going on calls it again. */
    again: z.boolean().optional(),
  }),
  /** Why the last answer was refused. */
  complaint: RichText.optional(),
  /** A doubt about the answer; sending the same answer again confirms it. */
  warning: RichText.optional(),
  /** Jump-offs open here. */
  branches: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      /** On the telephone: the key that opens it. */
      key: z.string().optional(),
      /** Whether it hands over to a colleague without asking more. */
      human: z.boolean().optional(),
    }),
  ),
  canGoBack: z.boolean(),
  /** The way so far, oldest first. */
  trail: z.array(z.object({ node: z.string(), text: z.string(), answer: z.string().optional() })),
  /** How the telephone asks; on the channel `ivr` only. */
  voice: Voice.optional(),
  outcome: z.string().optional(),
  /** The queue to which the dialog hands the customer over, when it ends so. */
  handover: z.string().optional(),
});
export type Screen = z.infer<typeof Screen>;

/** Of an erased dialog only its history is left. */
const DialogStatus = z.enum(['open', 'ended', 'cancelled', 'erased']);

const DialogSummary = z.object({
  dialog: z.string(),
  script: z.string(),
  version: z.string(),
  title: z.string(),
  channel: Channel,
  owner: z.string(),
  contact: z.string().optional(),
  customer: z.string().optional(),
  state: DialogStatus,
  outcome: z.string().optional(),
  startedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
});
export type DialogSummary = z.infer<typeof DialogSummary>;

const DialogHistory = z.array(
  z.object({
    seq: z.int(),
    at: z.iso.datetime(),
    who: z.string(),
    channel: Channel,
    language: z.string(),
    /** The version of the script on which it happened. */
    version: z.string(),
    event: z.string(),
    node: z.string().optional(),
    /** Names the node in its round: `meters[0].reading`. */
    key: z.string().optional(),
    /** The answer, unless it is hidden. */
    value: z.unknown().optional(),
    hidden: z.enum(['private', 'erased']).optional(),
    verdict: z.enum(['accepted', 'refused', 'doubted']).optional(),
    /** Who the dialog belongs to from then on. */
    owner: z.string().optional(),
    reason: z.string().optional(),
  }),
);
export type DialogHistory = z.infer<typeof DialogHistory>;

/** Where a dialog stands on another version of its script. */
const MigrationOutcome = z.object({
  dialog: z.string(),
  from: z.string(),
  to: z.string(),
  /** `same`: at the same step; `asks-again`: at an earlier or another one; `impossible`: it stays on its version. */
  result: z.enum(['same', 'asks-again', 'impossible']),
  /** The step. */
  node: z.string().optional(),
  reason: z.string().optional(),
});
export type MigrationOutcome = z.infer<typeof MigrationOutcome>;

const AtStep = z.object({ dialog: z.string(), step: z.string(), who: z.string() });

/** Dialogs led by scripts. `who` names who acts: an agent, or `customer`. */
export const Dialogs = defineContract('caruso.dialogs', '1.2.0', {
  scripts: {
    input: z.object({ channel: Channel.optional() }),
    output: z.array(
      z.object({
        id: z.string(),
        version: z.string(),
        title: z.string(),
        /** The title by language, as far as it is translated. */
        titles: z.record(z.string(), z.string()).optional(),
        languages: z.array(z.string()),
        channels: z.array(Channel),
        inputs: z.array(z.object({ name: z.string(), type: z.string(), required: z.boolean() })),
        /** The queues to which its ends hand customers over. */
        handovers: z.array(z.string()),
      }),
    ),
    idempotent: true,
    description: 'Lists the scripts, or those that can run on a channel.',
  },
  begin: {
    input: z.object({
      script: z.string(),
      channel: Channel,
      language: z.string().optional(),
      input: z.record(z.string(), z.unknown()).default({}),
      /** Who may go on with the dialog: an agent's or a customer's id. */
      owner: z.string(),
      contact: z.string().optional(),
      customer: z.string().optional(),
    }),
    output: Screen,
    description: 'Starts a dialog and shows its first step.',
  },
  show: {
    input: z.object({
      dialog: z.string(),
      /** Where it is to go on, when that changes. */
      channel: Channel.optional(),
      /** Who takes the dialog over; it is theirs from then on. */
      who: z.string().optional(),
    }),
    output: Screen,
    idempotent: true,
    description: 'Shows where a dialog stands; goes on with it after a restart.',
  },
  answer: {
    input: AtStep.extend({ value: z.unknown() }),
    output: Screen,
    description: 'Answers the question of a step.',
  },
  next: { input: AtStep, output: Screen, description: 'Goes on from an information.' },
  silence: {
    input: AtStep,
    output: Screen,
    description: 'Tells that nobody answered in time on the telephone. Once for a step, however often it is sent.',
  },
  mismatch: {
    input: AtStep,
    output: Screen,
    description: 'Tells that keys were pressed on the telephone that mean nothing at a step.',
  },
  back: { input: AtStep, output: Screen, description: 'Goes back to the step shown before.' },
  correct: {
    input: AtStep.extend({
      /** The place of the step in the trail that is shown, from 0. */
      entry: z.int().min(0),
    }),
    output: Screen,
    description:
      'Goes back to a step of the trail to correct it. When it is answered, what followed is taken again up to the first step whose answer does not hold any more.',
  },
  branch: { input: AtStep.extend({ branch: z.string() }), output: Screen, description: 'Jumps off into a branch.' },
  link: {
    input: z.object({
      dialog: z.string(),
      who: z.string(),
      /** Where the dialog goes on. */
      channel: Channel.default('web'),
      minutes: z.int().min(1).max(10_080).default(60),
    }),
    output: z.object({
      /** To be handed to the customer and kept nowhere: whoever has it may take the dialog over, once. */
      token: z.string(),
      expiresAt: z.iso.datetime(),
    }),
    description: 'Gives a link by which a dialog goes on elsewhere. It works once; a new one replaces it.',
  },
  redeem: {
    input: z.object({ token: z.string().max(200), who: z.string() }),
    output: Screen,
    description: 'Takes a dialog over by a link, which is used up by it.',
  },
  cancel: {
    input: z.object({ dialog: z.string(), who: z.string() }),
    output: z.object({}),
    description: 'Gives a dialog up.',
  },
  list: {
    input: z.object({
      owner: z.string().optional(),
      contact: z.string().optional(),
      customer: z.string().optional(),
      state: DialogStatus.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.array(DialogSummary),
    idempotent: true,
    description: 'Lists dialogs, newest first.',
  },
  history: {
    input: z.object({ dialog: z.string() }),
    output: DialogHistory,
    idempotent: true,
    description: 'Tells who did what in a dialog, when, where and on which version. Private answers are masked.',
  },
  erase: {
    input: z.union([
      z.strictObject({ dialog: z.string(), which: z.enum(['private', 'all']).default('all'), who: z.string() }),
      z.strictObject({ customer: z.string(), which: z.enum(['private', 'all']).default('all'), who: z.string() }),
    ]),
    output: z.object({ erased: z.array(z.string()) }),
    idempotent: true,
    description:
      'Erases answers of a dialog, or of all dialogs of a customer, for good. Nobody can go on with these dialogs; who did what and when stays.',
  },
  migrations: {
    input: z.object({
      script: z.string(),
      /** A text that may become the next version; without it the latest one counts. */
      text: z.string().optional(),
    }),
    output: z.array(MigrationOutcome),
    idempotent: true,
    description: 'Tells where the open dialogs of a script would stand on another version of it. Nothing is changed.',
  },
  migrate: {
    input: z.object({ dialog: z.string(), who: z.string() }),
    output: MigrationOutcome,
    idempotent: true,
    description: 'Lets a dialog go on on the latest version of its script, if it can. Actions are not repeated.',
  },
});
