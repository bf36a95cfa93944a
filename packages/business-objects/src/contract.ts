import { defineContract } from '@caruso/core';
import { ComparisonOp } from '@caruso/storage-manager/contract';
import { z } from 'zod';
import { strictInput } from './service/strict-input.js';

export {
  type DraftDocument,
  type EditedModel,
  type ModelEdit,
  Modeler,
  type ModelProblem,
  type ModelReview,
  type OpenedModel,
  type OutlinedObject,
  type StoredDocument,
  type TableSampleRows,
} from './studio/modeler-contract.js';

/** The types an attribute can have; values look as in the storage contract, the text-like ones are strings. */
export const AttributeType = z.enum([
  'string',
  'text',
  'integer',
  'long',
  'decimal',
  'double',
  'boolean',
  'date',
  'time',
  'instant',
  'localDateTime',
  'enum',
  'email',
  'phone',
  'url',
  'binary',
  'json',
  'uuid',
]);
export type AttributeType = z.infer<typeof AttributeType>;

/** The value of an attribute: text-like, `long`, `decimal` and time-like ones are strings; absent is `null`. */
export type AttributeValue = unknown;

const Attribute = z.object({
  name: z.string(),
  label: z.string(),
  type: AttributeType,
  required: z.boolean(),
  size: z.int().optional(),
  precision: z.int().optional(),
  scale: z.int().optional(),
  /** The codes of an `enum`. */
  values: z.array(z.string()).optional(),
  search: z.boolean(),
  /** Whether the mapping, and the permissions of whoever asks, let it be written. */
  writable: z.boolean(),
  /** Only its end is shown to whoever asks. */
  masked: z.boolean().optional(),
});

const Link = z.object({
  name: z.string(),
  label: z.string(),
  to: z.string(),
  many: z.boolean(),
  required: z.boolean(),
  inverse: z.string().optional(),
});

/** How an object's list and detail are shown; from the presentation document. */
const Presentation = z.object({
  list: z
    .object({ columns: z.array(z.string()), sort: z.string().optional(), filters: z.array(z.string()) })
    .optional(),
  detail: z
    .object({
      panels: z.array(z.object({ label: z.string().optional(), fields: z.array(z.string()) })),
      tabs: z.array(z.object({ link: z.string(), label: z.string(), columns: z.array(z.string()) })),
    })
    .optional(),
  form: z.object({ sections: z.array(z.object({ label: z.string(), fields: z.array(z.string()) })) }).optional(),
});

const ObjectType = z.object({
  name: z.string(),
  label: z.string(),
  key: z.array(z.string()),
  attributes: z.array(Attribute),
  links: z.array(Link),
  /** Whether new ones can be created, and existing ones changed and deleted. */
  write: z.enum(['all', 'insert', 'none']),
  /** What whoever asks may do, at least with some objects. */
  may: z.object({ create: z.boolean(), change: z.boolean(), delete: z.boolean() }),
  /** Whether the model says when two of them are the same, by attributes that whoever asks may see. */
  duplicates: z.boolean().optional(),
  presentation: Presentation,
  /** Whether is kept who changed what of its objects; see `history`. */
  history: z.boolean().optional(),
});
export type ObjectType = z.infer<typeof ObjectType>;

/** One object: a customer, a meter. */
export interface Entity {
  readonly object: string;
  /** The key in one string; for a key of several attributes a JSON array of them. */
  readonly key: string;
  /** Changes whenever the object does; hand it back with an update or a delete. */
  readonly version: string;
  /** The object in one line, by the model's title expression. */
  readonly title: string;
  /** Attributes by name; a link to one object holds that object's key, or null. */
  readonly values: Readonly<Record<string, AttributeValue>>;
  /** How many changes of it wait to be carried to its store; absent when there are none. */
  readonly pending?: number;
  /** The linked objects that were asked for with `include`. */
  readonly links: Readonly<Record<string, readonly Entity[]>>;
}
const Entity = z.custom<Entity>((value) => typeof value === 'object' && value !== null && 'object' in value);

/**
 * A filter over attributes and links to one object (by its key). `customer.city` is an attribute of a linked object, and
 * null where there is none; `some` and `none` ask whether a link leads to an object that fits, or to any at all.
 */
export type Filter =
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter }
  | { readonly attribute: string; readonly op: ComparisonOp; readonly value: AttributeValue }
  | { readonly attribute: string; readonly op: 'in'; readonly values: readonly AttributeValue[] }
  | { readonly attribute: string; readonly op: 'isNull' | 'notNull' }
  | { readonly some: string; readonly where?: Filter | undefined }
  | { readonly none: string; readonly where?: Filter | undefined };
// Made once: whoever walks through schemas recognises what holds itself only when it is the same each time.
const FilterAgain: z.ZodType<Filter> = z.lazy(() => Filter);
const Filter: z.ZodType<Filter> = z.union([
  z.object({ attribute: z.string(), op: ComparisonOp, value: z.unknown() }),
  z.object({ attribute: z.string(), op: z.literal('in'), values: z.array(z.unknown()) }),
  z.object({ attribute: z.string(), op: z.enum(['isNull', 'notNull']) }),
  z.object({ all: z.array(FilterAgain) }),
  z.object({ any: z.array(FilterAgain) }),
  z.object({ not: FilterAgain }),
  z.object({ some: z.string(), where: FilterAgain.optional() }),
  z.object({ none: z.string(), where: FilterAgain.optional() }),
]);

/** Paths of links to load along, e.g. `connections.meters`. */
const Include = z.array(z.string()).max(20).default([]);
const Values = z.record(z.string(), z.unknown());
/** What they hold is judged by the model, so a schema need not look into each of many thousands. */
const areRecords = (given: unknown) =>
  Array.isArray(given) && given.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item));

const Identified = z.object({ object: z.string(), key: z.string(), version: z.string() });
/** One of several writes that belong together. */
const Change = z.union([
  z.object({ create: z.object({ object: z.string(), values: Values }) }),
  z.object({ update: Identified.extend({ changes: Values }) }),
  z.object({ delete: Identified }),
]);
export type Change = z.infer<typeof Change>;

/** What a change does in one store other than the system store. */
const OutboxPart = z.object({
  id: z.string(),
  change: z.string(),
  store: z.string(),
  /** `pending` until it is `done`, or refused for good. */
  state: z.enum(['pending', 'done', 'failed']),
  /** Why it failed, or still waits. */
  reason: z.string().optional(),
  attempts: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  objects: z.array(
    z.object({ object: z.string(), key: z.string(), operation: z.enum(['create', 'update', 'delete']) }),
  ),
});
export type OutboxPart = z.infer<typeof OutboxPart>;

const ChangeResult = z.object({
  id: z.string(),
  /** `done` when everything is written; `failed` when a part was refused. */
  state: OutboxPart.shape.state,
  /** The parts in other stores; empty when all lay in one. */
  parts: z.array(OutboxPart),
});
export type ChangeResult = z.infer<typeof ChangeResult>;

/** What one write did to an object. */
const HistoryEntry = z.object({
  id: z.string(),
  /** ISO instant. */
  at: z.string(),
  operation: z.enum(['create', 'update', 'delete']),
  /** The id of whom it was made for; absent when the system did it itself. */
  actor: z.string().optional(),
  roles: z.array(z.string()),
  /** The component or border through which it came. */
  caller: z.string(),
  /** Whether somebody else wrote the object before it could be found out, after a crash, that this took effect. */
  unclear: z.boolean().optional(),
  changes: z.array(
    z.object({
      attribute: z.string(),
      from: z.unknown(),
      to: z.unknown(),
      /** Whether the values were here, and went when the person was erased. */
      erased: z.boolean().optional(),
    }),
  ),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;
/** Why an object is taken for the same as another: by which rule, and how alike they are by it. */
const Reason = z.object({ on: z.array(z.string()), score: z.number() });

/** An object that is taken for the same, from 0 to 1 how likely, and by which rules. */
const Candidate = z.object({ item: Entity, score: z.number(), because: z.array(Reason) });
export type Candidate = z.infer<typeof Candidate>;

/** How far a search through all objects is, or a group that it has found. */
const DuplicatesStep = z.union([
  z.object({
    phase: z.enum(['reading', 'comparing']),
    /** How many have been read. */
    objects: z.int(),
    /** In how many orders they have been compared. */
    orders: z.int().optional(),
  }),
  z.object({
    group: z.object({
      /** The likeness of the least alike member to its closest other. */
      score: z.number(),
      /** With the key of the closest other of each (`to`), how alike they are, and the rule that says so. */
      members: z.array(Reason.extend({ key: z.string(), title: z.string(), to: z.string() })),
    }),
  }),
]);
export type DuplicatesStep = z.infer<typeof DuplicatesStep>;

const Titled = z.object({ key: z.string(), title: z.string() });

/** What a merge has changed or, when it is only planned, would change. */
const MergeReceipt = z.object({
  /** Of the change in the outbox; absent when it is only planned. */
  id: z.string().optional(),
  /** `pending` while a store cannot be reached: it is carried out as soon as it can be. */
  state: z.enum(['planned', 'done', 'pending']),
  object: z.string(),
  keep: Titled,
  /** The others: their rows are deleted, or marked as the mapping says. */
  gone: z.array(Titled.extend({ how: z.enum(['deleted', 'marked']) })),
  /** What the survivor gets, and from which of them. */
  values: z.array(
    z.object({ attribute: z.string(), before: z.unknown(), after: z.unknown(), from: z.string().optional() }),
  ),
  /** The objects whose links lead to the survivor now; those that are identified by the link have another key. */
  moved: z.array(
    z.object({ object: z.string(), key: z.string(), newKey: z.string().optional(), links: z.array(z.string()) }),
  ),
  /** The parts in the outbox; empty when all lay in one store. */
  parts: z.array(OutboxPart),
});
export type MergeReceipt = z.infer<typeof MergeReceipt>;

/** What a person said about a purpose and a channel; what was said is never changed. */
const ConsentStatement = z.object({
  id: z.string(),
  purpose: z.string(),
  channel: z.string(),
  /** `asked`: he agreed, and has yet to confirm that it was he. */
  statement: z.enum(['asked', 'given', 'withdrawn']),
  /** ISO instant. */
  at: z.string(),
  /** The id of whom it was written for; absent when the system did it itself. */
  actor: z.string().optional(),
  roles: z.array(z.string()),
  caller: z.string(),
  /** How it is known: by telephone, on a form, by a link in a mail. */
  source: z.string(),
  /** What he was shown, word by word. */
  text: z.string(),
  version: z.string(),
});
export type ConsentStatement = z.infer<typeof ConsentStatement>;

/** How a person stands to a purpose and a channel: as he said last. */
const ConsentState = z.object({
  purpose: z.string(),
  label: z.string(),
  channel: z.string(),
  /** Whether he may be addressed. */
  allowed: z.boolean(),
  /** Absent when he has said nothing. */
  statement: ConsentStatement.shape.statement.optional(),
  /** Since when; ISO instant. */
  since: z.string().optional(),
  /** Of the text that he agreed to; the model may have another one by now. */
  version: z.string().optional(),
});
export type ConsentState = z.infer<typeof ConsentState>;

/** What became, or would become, of an object when a person is erased. */
const ErasedObject = z.object({
  store: z.string(),
  object: z.string(),
  key: z.string(),
  /** `history`: the object is gone, or blank already, and only what was kept of it goes. */
  operation: z.enum(['delete', 'change', 'history']),
  /** The attributes that are emptied or get a pseudonym; of an object that is deleted, none are named. */
  attributes: z.array(z.string()),
  /** How many entries of its history lose their values. */
  history: z.int(),
});
const KeptObject = z.object({
  object: z.string(),
  key: z.string(),
  /** Empty when all of it is kept. */
  attributes: z.array(z.string()),
  reason: z.string(),
  /** ISO date from which on it may be erased; absent when that is not known. */
  until: z.string().optional(),
});

/** What is, was or would be erased of a person; it holds no values. */
const Erasure = z.object({
  /** Absent when nothing is, or has to be, done. */
  id: z.string().optional(),
  object: z.string(),
  key: z.string(),
  /** `planned` when nothing was done; `running` goes on by itself; `incomplete` when something is left that is refused. */
  state: z.enum(['planned', 'running', 'incomplete', 'done']),
  /** ISO instant of the request. */
  at: z.string(),
  actor: z.string().optional(),
  caller: z.string(),
  /** Why it was asked for. */
  reason: z.string().optional(),
  erased: z.array(ErasedObject),
  kept: z.array(KeptObject),
  /** What could not be erased, and why. */
  left: z.array(ErasedObject.pick({ store: true, object: true, key: true }).extend({ reason: z.string() })),
  /** Statements of consent, which are kept as proof until a day. */
  consents: z.object({ statements: z.int(), until: z.string().optional() }),
  /** Changes in the outbox that held values of what is erased. */
  outbox: z.int(),
});
export type Erasure = z.infer<typeof Erasure>;

const Person = z.object({ object: z.string(), key: z.string() });
const Source = z.string().trim().min(1).max(500);
const Channels = z.array(z.string()).min(1).max(50);

/** The business objects of the company, whatever tables they lie in. */
export const BusinessObjects = defineContract('caruso.business-objects', '1.3.0', {
  types: {
    input: z.object({}),
    output: z.array(ObjectType),
    idempotent: true,
    description: 'Describes the object types of the model, as far as the actor of the call may see them.',
  },
  get: {
    input: strictInput({ object: z.string(), key: z.string(), include: Include }),
    output: Entity.nullable(),
    idempotent: true,
    description: 'Reads one object; null when there is none.',
  },
  find: {
    input: strictInput({
      object: z.string(),
      where: Filter.optional(),
      /** Looked for, ignoring case, in the attributes marked search="true". */
      search: z.string().max(200).optional(),
      /** Attributes in order of weight; a leading minus sorts downwards. The key always decides last. */
      sort: z.array(z.string()).max(5).default([]),
      limit: z.int().min(1).max(1_000).default(50),
      /** `next` of the page before. */
      after: z.string().optional(),
      include: Include,
    }),
    output: z.object({ items: z.array(Entity), next: z.string().optional() }),
    idempotent: true,
    description: 'Reads a page of objects.',
  },
  getMany: {
    input: strictInput({ object: z.string(), keys: z.array(z.string()).max(10_000), include: Include }),
    output: z.array(Entity.nullable()),
    idempotent: true,
    description: 'Reads the objects of some keys, in the order of the keys; null where there is none.',
  },
  stream: {
    input: strictInput({
      object: z.string(),
      where: Filter.optional(),
      search: z.string().max(200).optional(),
      /** Only persons who may be addressed for this purpose by this channel. */
      consent: z.object({ purpose: z.string(), channel: z.string() }).optional(),
      include: Include,
    }),
    output: Entity,
    stream: true,
    description: 'Reads all objects that fit, in the order of their keys, however many there are.',
  },
  upsert: {
    input: strictInput({
      object: z.string(),
      /** The key, or attributes that the model calls unique; by default the key. */
      by: z.array(z.string()).min(1).optional(),
      values: Values,
    }),
    output: z.object({ item: Entity, created: z.boolean() }),
    description: 'Changes the object that has the same unique values, or creates it; a key is never changed.',
  },
  createMany: {
    input: strictInput({ object: z.string(), items: z.custom<readonly z.infer<typeof Values>[]>(areRecords) }),
    output: z.object({
      created: z.int(),
      /** In the order of the items, unless the database makes them. */
      keys: z.array(z.string()).optional(),
    }),
    description: 'Creates many objects, all or none.',
  },
  validate: {
    input: z.object({
      object: z.string(),
      /** With a key they are changes of that object, without one a new object. */
      items: z.array(z.object({ key: z.string().optional(), values: Values })).max(1_000),
    }),
    output: z.array(
      z.object({ index: z.int(), attribute: z.string(), rule: z.string(), value: z.unknown(), message: z.string() }),
    ),
    idempotent: true,
    description: 'Says what would be refused of new objects and of changes; nothing is written.',
  },
  duplicatesOf: {
    input: z.object({
      object: z.string(),
      /** The object itself; without it a new one. */
      key: z.string().optional(),
      /** What it is to hold. */
      values: Values.default({}),
      limit: z.int().min(1).max(50).default(10),
    }),
    output: z.object({
      candidates: z.array(Candidate),
      /** Whether all objects that could be the same were compared: there may be too many. */
      complete: z.boolean(),
    }),
    idempotent: true,
    description: 'Finds objects that the rules of the model take for the same, with how likely it is and why.',
  },
  duplicates: {
    input: z.object({ object: z.string() }),
    output: DuplicatesStep,
    stream: true,
    description: 'Finds all groups of objects that the rules of the model take for the same.',
  },
  merge: {
    input: z.object({
      object: z.string(),
      /** The key of the object that stays. */
      keep: z.string(),
      /** The keys of those that become one with it. */
      lose: z.array(z.string()).min(1).max(100),
      /** From which of them a value is taken, by attribute. */
      choose: z.record(z.string(), z.string()).default({}),
      /** How all other values are taken: `filled` fills what is empty, `longest` takes the longest text. */
      rule: z.enum(['filled', 'longest', 'newest']).default('filled'),
      /** For `newest`: the attribute by which it is told. */
      newestBy: z.string().optional(),
      /** The versions that were decided upon, by key; another one is a conflict. */
      versions: z.record(z.string(), z.string()).default({}),
      /** Only says what would change. */
      dryRun: z.boolean().default(false),
    }),
    output: MergeReceipt,
    description: 'Makes one object of several, with all that links to them; or says what that would change.',
  },
  merged: {
    input: z.object({ object: z.string(), key: z.string() }),
    output: z.object({
      /** Of the object that has the key, or that the one with the key has become; null when there is none. */
      key: z.string().nullable(),
      /** Of those that have become this one: what else refers to them means this one. */
      former: z.array(z.string()),
    }),
    idempotent: true,
    description: 'Says which object another one has become by merges, and which ones have become it.',
  },
  create: {
    input: strictInput({ object: z.string(), values: Values }),
    output: Entity,
    description: 'Creates an object.',
  },
  update: {
    input: strictInput({ object: z.string(), key: z.string(), version: z.string(), changes: Values }),
    output: Entity,
    description: 'Changes attributes of an object, if it is still as it was read.',
  },
  change: {
    input: z.object({ changes: z.array(Change).min(1).max(1_000) }),
    output: ChangeResult,
    description: 'Writes several objects: in one store all or none, over stores each part when its store takes it.',
  },
  history: {
    input: z.object({
      object: z.string(),
      key: z.string(),
      /** Only what happened to this attribute or link. */
      attribute: z.string().optional(),
      limit: z.int().min(1).max(200).default(50),
      /** `next` of the page before. */
      after: z.string().optional(),
    }),
    output: z.object({ items: z.array(HistoryEntry), next: z.string().optional() }),
    idempotent: true,
    description: 'Reads who changed what of an object, the latest first; also when it is deleted.',
  },
  consent: {
    input: Person,
    output: z.object({ states: z.array(ConsentState), statements: z.array(ConsentStatement) }),
    idempotent: true,
    description: 'Says to what a person agrees, and all that he ever said about it, the latest first.',
  },
  giveConsent: {
    input: Person.extend({
      purpose: z.string(),
      channels: Channels,
      source: Source,
      /** What the person was shown, where it is not the text of the model: another language. */
      text: z.string().min(1).max(10_000).optional(),
      version: z.string().min(1).max(50).optional(),
    }),
    output: z.object({
      statements: z.array(ConsentStatement),
      /** What has to be sent to the person, who confirms by it that it was he; it is told only here. */
      confirm: z.array(z.object({ channel: z.string(), token: z.string() })),
    }),
    description: 'Writes down that a person agrees to be addressed for a purpose by some channels.',
  },
  confirmConsent: {
    input: z.object({ token: z.string().max(200), source: Source.default('confirmed by token') }),
    output: ConsentStatement,
    description: 'Writes down that a person has confirmed what he agreed to; whoever has the token may.',
  },
  withdrawConsent: {
    input: Person.extend({ purpose: z.string().optional(), channels: Channels.optional(), source: Source }),
    output: z.object({ statements: z.array(ConsentStatement) }),
    description: 'Writes down that a person does not agree, or no longer: to a purpose and channels, or to any.',
  },
  consented: {
    input: z.object({
      object: z.string(),
      keys: z.array(z.string()).max(10_000),
      purpose: z.string(),
      channel: z.string(),
    }),
    output: z.array(z.string()),
    idempotent: true,
    description: 'Says which of some persons may be addressed for a purpose by a channel now.',
  },
  erase: {
    input: Person.extend({
      /** Whether only is said what would happen. */
      dryRun: z.boolean().default(false),
      /** Why it is asked for, for the receipt. */
      reason: z.string().max(500).optional(),
    }),
    output: Erasure,
    timeoutMs: 600_000,
    description: 'Erases a person as the model says, in all stores, or goes on where that stopped; gives the receipt.',
  },
  erasures: {
    input: Person,
    output: z.array(Erasure),
    idempotent: true,
    description: 'Reads the receipts of the erasures of a person, the latest first.',
  },
  outbox: {
    input: z.object({ change: z.string().optional(), state: OutboxPart.shape.state.optional() }),
    output: z.array(OutboxPart),
    idempotent: true,
    description: 'Lists what changes write to other stores, and how it stands.',
  },
  retryOutbox: {
    input: z.object({ ids: z.array(z.string()).optional() }),
    output: z.object({}),
    description: 'Tries again what failed: the parts that are named, or all.',
  },
  delete: {
    input: strictInput({ object: z.string(), key: z.string(), version: z.string() }),
    output: z.object({}),
    description: 'Deletes an object, if it is still as it was read.',
  },
});
