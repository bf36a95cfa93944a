import { defineContract } from '@caruso/core';
import { z } from 'zod';
import { Channel, FileReference, Screen } from './screen.js';

export { fileName } from './file/file-name.js';
export { KNOWN_MEDIA_TYPES, mediaTypeOf } from './file/media-types.js';
export { Address, Channel, FileReference, LARGEST_FILE, QuestionType, type RichText, type Screen } from './screen.js';
export {
  type ElementForm,
  type ElementPath,
  type OpenedScript,
  type PublishedVersion,
  type ScriptEdit,
  type ScriptPreview,
  type ScriptProblem,
  type ScriptReview,
  ScriptStudio,
  type ScriptTrial,
  type StoredScriptFile,
  type StudioNode,
  type StudioPicture,
  type TrialFile,
  type TrialMove,
} from './studio/studio-contract.js';

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

/** What happened at one step, counted by what was shown and not by what stands on paper. */
const StepStatistics = z.object({
  node: z.string(),
  kind: z.enum(['question', 'info', 'end', 'retry']),
  shown: z.int(),
  /** How often an answer was taken, or an information acknowledged. */
  answered: z.int(),
  /** How often an answer was refused. */
  refused: z.int(),
  /** How often somebody went back from here. */
  back: z.int(),
  /** In how many dialogs nothing came after it: they were cancelled, or nobody goes on. */
  left: z.int(),
  /** How many dialogs stand here now. */
  standing: z.int(),
  /** From the showing to the answer that was taken; null when there is none. */
  medianSeconds: z.number().nullable(),
  p90Seconds: z.number().nullable(),
});

const DialogStatistics = z.object({
  dialogs: z.int(),
  ended: z.int(),
  left: z.int(),
  open: z.int(),
  /** Dialogs whose journal cannot be replayed any more; they count nowhere else. */
  unreadable: z.int(),
  outcomes: z.record(z.string(), z.int()),
  /** In the order in which dialogs came to them. */
  steps: z.array(StepStatistics),
  /** How often dialogs went from one step to the next. */
  ways: z.array(z.object({ from: z.string(), to: z.string(), count: z.int() })),
});
export type DialogStatistics = z.infer<typeof DialogStatistics>;

/** What the largest file is in base64, and a little. */
const LONGEST_CONTENT = 14_000_000;

const AtStep = z.object({ dialog: z.string(), step: z.string(), who: z.string() });

/** Dialogs led by scripts. `who` names who acts: an agent, or `customer`. */
export const Dialogs = defineContract('caruso.dialogs', '1.3.0', {
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
    description: 'Answers the question of a step. A file that was attached before is named by its `file`.',
  },
  attach: {
    input: AtStep.extend({
      /** What the file is called where it comes from. */
      name: z.string().max(1_000),
      /** Its bytes in base64. */
      content: z.string().max(LONGEST_CONTENT),
    }),
    output: Screen,
    timeoutMs: 60_000,
    description: 'Answers the question of a step with a file, which is kept in the store when it is taken.',
  },
  file: {
    input: z.object({
      dialog: z.string(),
      file: z.string().max(40),
      /** Where it is shown; a private file only where it was given. Left out by services, which a script gives the reference. */
      channel: Channel.optional(),
    }),
    output: FileReference.extend({ content: z.string() }),
    idempotent: true,
    timeoutMs: 60_000,
    description: 'Gives a file that was an answer in a dialog, its bytes in base64.',
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
  statistics: {
    input: z.object({
      script: z.string(),
      version: z.string().optional(),
      /** On which channel the dialogs were begun. */
      channel: Channel.optional(),
      /** Only dialogs that were begun from then on. */
      from: z.iso.datetime().optional(),
      /** Only dialogs that were begun before. */
      to: z.iso.datetime().optional(),
      /** After how long without anything happening a dialog counts as left; a day by default. */
      leftAfterSeconds: z.int().positive().optional(),
    }),
    output: z.object({
      total: DialogStatistics,
      /** By version and by the channel on which the dialogs were begun. */
      groups: z.array(DialogStatistics.extend({ version: z.string(), channel: Channel })),
    }),
    idempotent: true,
    timeoutMs: 600_000,
    description: 'Counts what was shown, answered and left in the dialogs of a script, and how long it took.',
  },
});
