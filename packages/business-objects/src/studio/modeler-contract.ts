import { defineContract } from '@caruso/core';
import { Storage } from '@caruso/storage-manager/contract';
import { z } from 'zod';

const Name = z.string().min(1).max(200);
/** Longer than any model document that people write; the reader itself takes no more. */
const Text = z.string().max(5_000_000);

/** A document of a model as somebody changes it, without having saved it. */
const DraftDocument = z.object({
  /** The name of the file. */
  name: Name,
  text: Text,
  /** The hash of the document that was changed; see `StoredDocument`. */
  hash: Name,
});
export type DraftDocument = z.infer<typeof DraftDocument>;

/** A document of a model as it lies in its folder. */
const StoredDocument = DraftDocument.extend({
  /** Why it can only be read; absent when it can be saved. */
  readonly: z.string().exactOptional(),
});
export type StoredDocument = z.infer<typeof StoredDocument>;

const Problem = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
  hint: z.string().exactOptional(),
  /** The name of the document; that of another model's document with its folder. */
  file: z.string(),
  /** Both from 1. */
  line: z.int(),
  column: z.int(),
  length: z.int().exactOptional(),
});
export type ModelProblem = z.infer<typeof Problem>;

/** Where something lies; the names are those of the store's catalogue. */
const Columns = z.object({ table: z.string(), columns: z.array(z.string()) });

const Member = z.object({
  name: z.string(),
  label: z.string(),
  /** The type of an attribute; of a link `→ Customer`. */
  type: z.string(),
  key: z.boolean(),
  required: z.boolean(),
  /** What keeps a column from being mapped to it: a formula, a link to many. */
  unmappable: z.enum(['formula', 'many']).exactOptional(),
  /** Absent when it is mapped to nothing. */
  mapped: Columns.exactOptional(),
});

const OutlinedObject = z.object({
  name: z.string(),
  label: z.string(),
  /** The store and the first table; absent when it is mapped nowhere. */
  store: z.string().exactOptional(),
  table: z.string().exactOptional(),
  /** All tables: the first one and those beside it. */
  tables: z.array(z.string()),
  members: z.array(Member),
  /** Columns that only conditions name. */
  used: z.array(Columns),
});
export type OutlinedObject = z.infer<typeof OutlinedObject>;

/** The drawing of a model, with where each object is on it. */
const Picture = z.object({
  svg: z.string(),
  width: z.number(),
  height: z.number(),
  boxes: z.array(z.object({ name: z.string(), x: z.number(), y: z.number(), width: z.number(), height: z.number() })),
});

const Review = z.object({
  /** What is wrong in the documents, and where they do not fit the databases. */
  problems: z.array(Problem),
  /** Absent when the documents cannot be read. */
  objects: z.array(OutlinedObject).exactOptional(),
  picture: Picture.exactOptional(),
});
export type ModelReview = z.infer<typeof Review>;

const OpenedModel = z.object({ model: z.string(), documents: z.array(StoredDocument), review: Review });
export type OpenedModel = z.infer<typeof OpenedModel>;

const Place = { store: Name, table: Name, column: Name };
const ModelEdit = z.union([
  z.object({ map: z.object({ object: Name, member: Name, ...Place }) }),
  z.object({ add: z.object({ object: Name, ...Place }) }),
]);
export type ModelEdit = z.infer<typeof ModelEdit>;

const EditedModel = z.object({
  /** The documents that are not as they were before. */
  changed: z.array(DraftDocument),
  review: Review,
  /** What was done, in a sentence. */
  done: z.string(),
  member: z.string(),
});
export type EditedModel = z.infer<typeof EditedModel>;

const Sample = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      /** What the role may see of it. */
      shown: z.enum(['plain', 'masked', 'hidden']),
      /** Why it holds nothing that can be shown. */
      unreadable: z.string().exactOptional(),
    }),
  ),
  /** Texts as people read them, in the order of the columns; null where there is no value or none that may be seen. */
  rows: z.array(z.array(z.string().nullable())),
  /** Whether these are all rows. */
  complete: z.boolean(),
});
export type TableSampleRows = z.infer<typeof Sample>;

const drafts = z
  .array(DraftDocument)
  .max(200)
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'a document is there twice');
const InModel = z.object({ model: Name });

/**
 * The documents of models, for whoever changes them with a tool: looked at beside the databases they describe, changed as
 * text, and saved in the files they came from.
 */
export const Modeler = defineContract('caruso.modeler', '1.0.0', {
  models: {
    input: z.object({}),
    output: z.array(z.object({ model: z.string(), documents: z.array(z.string()) })),
    idempotent: true,
    description: 'Lists the models whose documents can be changed.',
  },
  open: {
    input: InModel,
    output: OpenedModel,
    idempotent: true,
    description: 'Reads the documents of a model.',
  },
  review: {
    input: InModel.extend({ drafts }),
    output: Review,
    idempotent: true,
    description: 'Checks drafts together with the other documents, and against the databases.',
  },
  edit: {
    input: InModel.extend({ drafts, edit: ModelEdit }),
    output: EditedModel,
    idempotent: true,
    description: 'Maps a column to an attribute or link, or adds an attribute for it; changes the text there only.',
  },
  save: {
    input: InModel.extend({ drafts: drafts.refine((list) => list.length > 0, 'there is nothing to save') }),
    output: OpenedModel,
    description: 'Writes drafts into their files, if these are still what was changed, and nothing is wrong with them.',
  },
  stores: {
    input: z.object({}),
    output: Storage.operations.stores.output,
    idempotent: true,
    description: 'Lists the stores whose tables can be mapped.',
  },
  tables: {
    input: z.object({ model: Name, store: Name }),
    output: Storage.operations.catalogue.output,
    idempotent: true,
    description: "Reads the tables and views of a store; of CARUSO's own stores only those that the model maps.",
  },
  sample: {
    input: z.object({ model: Name, store: Name, table: Name, limit: z.int().min(1).max(100).default(20) }),
    output: Sample,
    idempotent: true,
    description: 'Reads some rows of a table, as far as the permissions of the saved model let the actor see them.',
  },
});
