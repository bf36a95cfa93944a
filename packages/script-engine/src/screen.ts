import { z } from 'zod';

/** Where a dialog takes place. All but `agent` are self-service. */
export const Channel = z.enum(['agent', 'web', 'ivr', 'chat', 'email']);
export type Channel = z.infer<typeof Channel>;

/** Wording as runs of text; to be escaped by whoever renders it. */
export const RichText = z.array(
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
  'file',
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

/** No file is larger, whatever a script says; in bytes. */
export const LARGEST_FILE = 10_000_000;

/** An answer to a `file` question: the file itself lies in the store. */
export const FileReference = z.object({
  /** Its id in the dialog. */
  file: z.string().min(1).max(40),
  name: z.string().min(1).max(200),
  /** What it is by its content, such as `image/jpeg`. */
  mediaType: z.string().min(1).max(100),
  /** In bytes. */
  size: z.int().min(1),
  sha256: z.string().length(64),
});
export type FileReference = z.infer<typeof FileReference>;

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
  /** Which files are taken. */
  file: z
    .object({
      accept: z.array(z.string()),
      /** How large one may be, in bytes. */
      maxBytes: z.int(),
      /** The same in words. */
      hint: z.string(),
    })
    .optional(),
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
export const Screen = z.object({
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
  trail: z.array(
    z.object({
      node: z.string(),
      text: z.string(),
      answer: z.string().optional(),
      /** The file that is the answer. */
      file: FileReference.optional(),
    }),
  ),
  /** How the telephone asks; on the channel `ivr` only. */
  voice: Voice.optional(),
  outcome: z.string().optional(),
  /** The queue to which the dialog hands the customer over, when it ends so. */
  handover: z.string().optional(),
});
export type Screen = z.infer<typeof Screen>;
