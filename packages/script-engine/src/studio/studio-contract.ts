import { defineContract } from '@caruso/core';
import { z } from 'zod';
import { Channel, RichText, Screen } from '../screen.js';

const Name = z.string().min(1).max(200);
/** Longer than any script that people write; the reader itself takes no more. */
const Text = z.string().max(5_000_000);

const Problem = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
  hint: z.string().exactOptional(),
  file: z.string(),
  /** Both from 1. */
  line: z.int(),
  column: z.int(),
  length: z.int().exactOptional(),
  /** The node in whose element it is. */
  node: z.string().exactOptional(),
});
export type ScriptProblem = z.infer<typeof Problem>;

/** The way from the root of a document to an element: at each step, how many child elements stand before it. */
const Path = z.array(z.int().min(0)).max(100);
export type ElementPath = z.infer<typeof Path>;

const Node = z.object({
  key: z.string(),
  kind: z.enum([
    'start',
    'question',
    'info',
    'lookup',
    'do',
    'call',
    'let',
    'go',
    'section',
    'branch',
    'end',
    'return',
  ]),
  title: z.string(),
  /** What it is, and its title. */
  heading: z.string(),
  detail: z.string().exactOptional(),
  text: z.string().exactOptional(),
  condition: z.string().exactOptional(),
  /** What a screen reader says of it. */
  said: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  /** The ways out that have a line of the node, with the titles of where they lead. */
  ways: z.array(z.object({ label: z.string(), to: z.string() })),
  /** The element it stands for. */
  path: Path,
  /** Where its element begins and ends in the text. */
  start: z.int(),
  end: z.int(),
});
export type StudioNode = z.infer<typeof Node>;

const Edge = z.object({
  key: z.string(),
  from: z.string(),
  to: z.string(),
  kind: z.enum(['next', 'past', 'go', 'failed', 'round']),
  /** The line as the path data of SVG. */
  line: z.string(),
});

const Picture = z.object({
  nodes: z.array(Node),
  edges: z.array(Edge),
  frames: z.array(z.object({ key: z.string(), x: z.number(), y: z.number(), width: z.number(), height: z.number() })),
  width: z.number(),
  height: z.number(),
});
export type StudioPicture = z.infer<typeof Picture>;

const Review = z.object({
  id: z.string(),
  version: z.string(),
  languages: z.array(z.string()),
  channels: z.array(Channel),
  problems: z.array(Problem),
  /** Absent when the text is not well-formed. */
  picture: Picture.exactOptional(),
});
export type ScriptReview = z.infer<typeof Review>;

const Stored = z.object({
  /** The name of the file. */
  name: Name,
  text: Text,
  /** Of what lies there now. */
  hash: Name,
  /** Whether it is a draft that differs from what dialogs are begun on. */
  draft: z.boolean(),
  /** What dialogs are begun on; absent of a script that was never published. */
  live: z.object({ script: z.string(), version: z.string(), hash: Name, text: Text }).exactOptional(),
});
export type StoredScriptFile = z.infer<typeof Stored>;

const Opened = Stored.extend({ review: Review });
export type OpenedScript = z.infer<typeof Opened>;

const Field = z.object({
  name: z.string(),
  value: z.string().exactOptional(),
  type: z.enum(['text', 'expression', 'name', 'names', 'id', 'idref', 'idrefs', 'template', 'list']),
  required: z.boolean(),
  /** Of a list. */
  options: z.array(z.string()).exactOptional(),
  default: z.string().exactOptional(),
});

/** An element as a form: its attributes, its text, and the elements inside that are no nodes of their own. */
export interface ElementForm {
  readonly path: number[];
  readonly element: string;
  readonly doc: string;
  readonly fields: z.infer<typeof Field>[];
  /** Absent when it cannot hold any, or holds elements beside it. */
  readonly text?: string;
  readonly children: ElementForm[];
  /** The elements that can be put inside. */
  readonly addable: string[];
}
const Form: z.ZodType<ElementForm> = z.object({
  path: Path,
  element: z.string(),
  doc: z.string(),
  fields: z.array(Field),
  text: z.string().exactOptional(),
  get children() {
    return z.array(Form);
  },
  addable: z.array(z.string()),
});

const ScriptEdit = z.union([
  /** Null takes the attribute away. */
  z.object({ set: z.object({ path: Path, name: Name, value: z.string().max(10_000).nullable() }) }),
  z.object({ write: z.object({ path: Path, text: z.string().max(100_000) }) }),
  z.object({ insert: z.object({ parent: Path, index: z.int().min(0), element: Name }) }),
  /** Among its brothers, up or down. */
  z.object({ move: z.object({ path: Path, by: z.union([z.literal(-1), z.literal(1)]) }) }),
  z.object({ remove: z.object({ path: Path }) }),
]);
export type ScriptEdit = z.infer<typeof ScriptEdit>;

const Preview = z.array(
  z.object({
    channel: Channel,
    /** Absent where it is not shown. */
    text: RichText.exactOptional(),
    hint: RichText.exactOptional(),
    options: z.array(z.object({ key: z.string(), label: RichText })),
    /** Where the channel is spoken or written to: all that is said, with how to answer. */
    said: z.array(z.string()),
    /** Why it is not shown. */
    absent: z.string().exactOptional(),
  }),
);
export type ScriptPreview = z.infer<typeof Preview>;

/** A file of which only the beginning is sent, which tells its type; the rest of it is made up. */
const TrialFile = z.object({
  name: z.string().max(1_000),
  /** Its first bytes in base64. */
  head: z.string().max(400),
  size: z.int().min(0),
});
export type TrialFile = z.infer<typeof TrialFile>;

const Move = z.union([
  z.object({ answer: z.unknown() }),
  z.object({ file: TrialFile }),
  z.object({ branch: Name }),
  z.literal('next'),
  z.literal('back'),
]);
export type TrialMove = z.infer<typeof Move>;

const Trial = z.object({
  screen: Screen.exactOptional(),
  /** What services were asked, in order, and what stood in for their answers. */
  calls: z.array(
    z.object({ service: z.string(), input: z.unknown(), result: z.unknown().optional(), failed: z.boolean() }),
  ),
  /** Why the last move, or the start, was not possible. */
  refused: z.string().exactOptional(),
});
export type ScriptTrial = z.infer<typeof Trial>;

const Version = z.object({
  hash: Name,
  version: z.string(),
  at: z.iso.datetime(),
  /** Who published it. */
  who: z.string(),
  /** Whether dialogs are begun on it now. */
  live: z.boolean(),
});
export type PublishedVersion = z.infer<typeof Version>;

const Draft = z.object({ name: Name, text: Text });
const Changed = Draft.extend({ hash: Name });

/**
 * Dialog scripts, for whoever changes them with a tool: drawn and checked while they are written, changed as text, tried
 * out, published while dialogs run, and rolled back.
 */
export const ScriptStudio = defineContract('caruso.script-studio', '1.2.0', {
  scripts: {
    input: z.object({}),
    output: z.array(z.object({ name: Name, title: z.string(), version: z.string(), draft: z.boolean() })),
    idempotent: true,
    description: 'Lists the scripts with the files they lie in.',
  },
  open: { input: z.object({ name: Name }), output: Opened, idempotent: true, description: 'Reads a script.' },
  live: {
    input: z.object({ name: Name }),
    output: z.object({ script: z.string(), version: z.string() }).nullable(),
    idempotent: true,
    description: 'Tells on which script dialogs are begun; null of one that was never published.',
  },
  create: {
    input: z.object({ id: z.string().regex(/^[A-Za-z_][\w.-]{0,99}$/) }),
    output: Opened,
    description: 'Begins the draft of a new script.',
  },
  review: { input: Draft, output: Review, idempotent: true, description: 'Checks a text, and lays out its ways.' },
  inspect: {
    input: Draft.extend({ path: Path }),
    output: Form,
    idempotent: true,
    description: 'Tells what can be changed in an element.',
  },
  edit: {
    input: Draft.extend({ edit: ScriptEdit }),
    output: z.object({ text: Text, path: Path, review: Review }),
    idempotent: true,
    description: 'Changes the text in one place. The path is that of the element to look at afterwards.',
  },
  preview: {
    input: Draft.extend({ path: Path, language: Name }),
    output: Preview,
    idempotent: true,
    description: 'Shows what an element says on each channel, with inserts as they are written.',
  },
  attempt: {
    input: Draft.extend({
      channel: Channel,
      language: Name.exactOptional(),
      input: z.record(z.string(), z.unknown()).default({}),
      moves: z.array(Move).max(500),
      /** What stands in for services, by `contract.operation`; for others something that fits their contracts. */
      results: z
        .record(z.string(), z.union([z.object({ value: z.unknown() }), z.object({ fails: z.string() })]))
        .default({}),
    }),
    output: Trial,
    idempotent: true,
    description: 'Leads a dialog on a text to where moves lead, without any service.',
  },
  save: {
    input: Changed,
    output: Stored,
    description: 'Keeps a text as the draft of its script, if nobody else has saved since.',
  },
  discard: {
    input: z.object({ name: Name, hash: Name }),
    output: Opened,
    description: 'Drops the draft of a script that has been published.',
  },
  publish: {
    input: Changed,
    output: Stored,
    description: 'Makes a text the script on which dialogs are begun: without errors, under a version not used before.',
  },
  versions: {
    input: z.object({ name: Name }),
    output: z.array(Version),
    idempotent: true,
    description: 'Lists what was published of a script, newest first.',
  },
  rollBack: {
    input: z.object({ name: Name, hash: Name, version: Name }),
    output: Opened,
    description: 'Makes an earlier version the one on which dialogs are begun. `hash` is that of what is live now.',
  },
});
