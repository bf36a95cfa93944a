import { defineErrors, error } from '@caruso/core';

interface Addressed {
  readonly object: string;
  readonly key: string;
}

/** One rule of the model that a value breaks. */
export interface Violation {
  /** The attribute or link; the object's own name when a check of the whole object fails. */
  readonly attribute: string;
  /** `required`, `type`, `size`, `precision`, `scale`, `values`, `format`, `check`, `link`, `key`, `convert`, `unknown`, `writable`, `permission` */
  readonly rule: string;
  readonly value: unknown;
  readonly message: string;
  /** Which of many objects, counted from 0. */
  readonly index?: number;
}

/** The state of an object in a conflict. */
export interface CurrentState {
  readonly version: string;
  readonly title: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A document as somebody else has saved it. */
interface StoredState {
  readonly text: string;
  readonly hash: string;
}

/**
 * Why objects cannot be merged: they are the `same`; whoever asks lacks `rights`; something is `readonly`, `keyless`,
 * `identified` by what goes, or would be there twice (`taken`); a `part` of a row would be lost; it is linked to by `too-many`, a rule calls the result `invalid`, unknown tables `referenced` it, it was `changed`
 * meanwhile, or a store `refused` its part.
 */
export type MergeObstacle =
  | 'same'
  | 'rights'
  | 'readonly'
  | 'keyless'
  | 'identified'
  | 'taken'
  | 'part'
  | 'too-many'
  | 'invalid'
  | 'referenced'
  | 'changed'
  | 'refused';

/** What an actor wanted and may not do. */
interface Refusal {
  readonly object: string;
  readonly operation: string;
  readonly members?: readonly string[];
  readonly roles: readonly string[];
  /** Whether he may do it with other objects of the type. */
  readonly some?: boolean;
}

/** Objects that cannot be merged, and why. */
interface Refused {
  readonly object: string;
  readonly keep: string;
  readonly lose: readonly string[];
  readonly reason: MergeObstacle;
  readonly detail: string;
}

const hint = (text: string | undefined) => (text === undefined ? '' : ` (${text})`);

const inWords = ({ attribute, message, index }: Violation) =>
  `${index === undefined ? '' : `item ${index}: `}${attribute} ${message}`;

/** The errors of this package (`CRS-BOM-…`). */
export const ObjectErrors = defineErrors('BOM', {
  UnknownObject: error(
    1,
    'not-found',
    ({ object, suggestion }: { object: string; suggestion?: string | undefined }) =>
      `The model has no object type "${object}"${hint(suggestion)}.`,
  ),
  UnknownAttribute: error(
    2,
    'invalid',
    ({ object, attribute, suggestion }: { object: string; attribute: string; suggestion?: string | undefined }) =>
      `"${object}" has no attribute or link to one object "${attribute}"${hint(suggestion)}.`,
  ),
  UnknownLink: error(
    3,
    'invalid',
    ({ object, link, suggestion }: { object: string; link: string; suggestion?: string | undefined }) =>
      `"${object}" has no link "${link}" to include${hint(suggestion)}.`,
  ),
  Invalid: error(
    4,
    'invalid',
    ({ object, violations }: { object: string; violations: readonly Violation[] }) =>
      `The values do not fit "${object}": ${violations.map(inWords).join('; ')}.`,
  ),
  Conflict: error(
    5,
    'conflict',
    ({ object, key, expected, current }: Addressed & { expected: string; current: CurrentState | null }) =>
      `${object} ${key} has changed since it was read: version ${expected} was expected, ${
        current === null ? 'it is gone' : `${current.version} is there`
      }. Read it again and decide.`,
  ),
  NotFound: error(6, 'not-found', ({ object, key }: Addressed) => `There is no ${object} with the key ${key}.`),
  AlreadyExists: error(
    7,
    'conflict',
    ({ object, key, reason }: Addressed & { reason: string }) => `${object} ${key} cannot be created: ${reason}`,
  ),
  NotWritable: error(
    8,
    'forbidden',
    ({ object, operation, write }: { object: string; operation: string; write: string }) =>
      `The mapping says write="${write}" for "${object}", so ${operation} is not possible.`,
  ),
  FilterNotPossible: error(
    9,
    'invalid',
    ({ object, attribute, reason }: { object: string; attribute: string; reason: string }) =>
      `"${object}" cannot be filtered or sorted by "${attribute}": ${reason}.`,
  ),
  BadCursor: error(
    10,
    'invalid',
    ({ object }: { object: string }) =>
      `"after" does not belong to this search of "${object}". Give the "next" of a page with the same object and sort.`,
  ),
  UnreadableValue: error(
    11,
    'internal',
    ({ object, attribute, column, found }: { object: string; attribute: string; column: string; found: string }) =>
      `The column "${column}" holds ${found}, which is no value of ${object}.${attribute}. Where it stands for nothing, name it in null="…" of the column in the mapping; else give the column a convert that reads it, or correct the row.`,
  ),
  NotSearchable: error(
    12,
    'invalid',
    ({ object }: { object: string }) =>
      `"${object}" cannot be searched: none of its attributes is marked search="true" in the model.`,
  ),
  NotMapped: error(
    13,
    'invalid',
    ({ objects }: { objects: readonly string[] }) =>
      `The model has no mapping for ${objects.join(', ')}. Add a mapping document for this company.`,
  ),
  NoModel: error(
    14,
    'invalid',
    ({ path, reason }: { path: string; reason: string }) => `The model cannot be read from ${path}: ${reason}.`,
  ),
  InvalidOptions: error(
    15,
    'invalid',
    ({ problems }: { problems: readonly string[] }) =>
      `The options of the business objects are not valid: ${problems.join('; ')}.`,
  ),
  TooManyLinked: error(
    40,
    'invalid',
    ({ object, link, to, store, most }: { object: string; link: string; to: string; store: string; most: number }) =>
      `"${object}" cannot be filtered by "${link}": more than ${most} ${to} of the store "${store}" fit, and their keys would have to be carried to another store. Narrow the filter over "${link}".`,
  ),
  TooManyToSort: error(
    41,
    'invalid',
    ({ object, attribute, most }: { object: string; attribute: string; most: number }) =>
      `"${object}" cannot be sorted by "${attribute}", which lies in another store: more than ${most} objects fit, and all would have to be read. Narrow the search.`,
  ),
  NoKey: error(
    42,
    'invalid',
    ({ object, operation }: { object: string; operation: string }) =>
      `"${object}" has no key, so ${operation} is not possible: its objects can be found and created only.`,
  ),
  NotAKey: error(
    43,
    'invalid',
    ({
      object,
      attributes,
      known,
    }: {
      object: string;
      attributes: readonly string[];
      known: readonly (readonly string[])[];
    }) =>
      `"${object}" cannot be found by ${attributes.join(', ')}, because nothing says that there is only one. Give ${known.map((names) => names.join(' and ')).join(', or ')}, or declare <unique on="${attributes.join(' ')}"/> in the model.`,
  ),
  NotTogether: error(
    45,
    'invalid',
    ({ object }: { object: string }) =>
      `"${object}" cannot be written together with other objects, because some of its attributes lie beside its table. Write it by itself.`,
  ),
  TableAwaited: error(
    46,
    'unavailable',
    ({ object, owner, reasons }: { object: string; owner: string; reasons: readonly string[] }) =>
      `"${object}" lies in a table of ${owner}, which is not there as it is mapped: ${reasons.join('; ')}. ${owner} makes and alters it at its own start. If it has started, correct the mapping; "caruso model check" with --config shows the places.`,
  ),
  NotRepeatable: error(
    44,
    'invalid',
    ({ object }: { object: string }) =>
      `"${object}" cannot be created together with objects of other stores, because its key is not known before: after a crash nobody could tell whether it is there already. Give the key, map it with generate="uuid", or create it by itself.`,
  ),
  NotMergeable: error(
    111,
    'conflict',
    ({ object, keep, lose, detail }: Refused) =>
      `${object} ${lose.join(', ')} cannot be merged into ${keep}: ${detail.replace(/[.]$/, '')}.`,
  ),
  NoDedupe: error(
    110,
    'invalid',
    ({ object }: { object: string }) =>
      `Nothing says when two "${object}" are the same. Add <dedupe on="…"/> to the object in the model.`,
  ),
  NotPermitted: error(
    60,
    'forbidden',
    ({ object, operation, members = [], roles, some = false }: Refusal) =>
      `${roles.length === 0 ? 'An actor without a role' : `The role ${roles.join(', ')}`} may not ${operation} ${
        members.length === 0
          ? some
            ? `this ${object}`
            : `${object} objects`
          : members.map((name) => `${object}.${name}`).join(', ')
      }. The model's <grant> elements say who may.`,
  ),
  BeingApplied: error(
    90,
    'conflict',
    ({ store, holder, until }: { store: string; holder: string; until: string }) =>
      `A model is being applied to the store "${store}" by ${holder}. Wait until that has ended; if it has died, it is taken over after ${until}.`,
  ),
  BadDefault: error(
    91,
    'invalid',
    ({ member, text, reason }: { member: string; text: string; reason: string }) =>
      `"${text}" cannot be given to rows without ${member}: ${reason}.`,
  ),
  CannotApply: error(
    92,
    'conflict',
    ({ steps }: { steps: readonly string[] }) =>
      `The model cannot be applied, and nothing was done: ${steps.join('; ')}.`,
  ),
  UnknownStoreOfModel: error(
    93,
    'invalid',
    ({ store, known }: { store: string; known: readonly string[] }) =>
      `The model lies in a store "${store}", which the assembly has not. Its stores are: ${known.join(', ')}.`,
  ),
  NoTables: error(
    70,
    'not-found',
    ({ store, wanted, suggestion }: { store: string; wanted?: string; suggestion?: string | undefined }) =>
      wanted === undefined
        ? `The store "${store}" has no tables or views to make objects of.`
        : `The store "${store}" has no table or view "${wanted}"${hint(suggestion)}. "caruso store show" lists them; an asterisk stands for any text.`,
  ),
  NoHistory: error(
    80,
    'invalid',
    ({ object }: { object: string }) =>
      `"${object}" keeps no history. Write history="true" on the object, or on attributes of it, in the model; it begins then.`,
  ),
  NoPerson: error(
    81,
    'invalid',
    ({ object, persons }: { object: string; persons: readonly string[] }) =>
      `"${object}" is no person, so it has no consents. Persons of this model are: ${persons.join(', ') || 'none; write person="true" on the object'}.`,
  ),
  UnknownPurpose: error(
    82,
    'invalid',
    ({ purpose, suggestion, known }: { purpose: string; suggestion?: string | undefined; known: readonly string[] }) =>
      `The model has no purpose "${purpose}"${hint(suggestion)}. Its purposes are: ${known.join(', ') || 'none; declare them in <consent>'}.`,
  ),
  UnknownChannel: error(
    83,
    'invalid',
    ({ purpose, channel, known }: { purpose: string; channel: string; known: readonly string[] }) =>
      `The purpose "${purpose}" has no channel "${channel}". Its channels are: ${known.join(', ')}.`,
  ),
  NothingToConfirm: error(
    84,
    'not-found',
    ({ reason }: { reason: string }) =>
      `There is no consent to confirm by this token: ${reason}. Ask for the consent again.`,
  ),
  NoErasure: error(
    85,
    'invalid',
    ({ object, persons }: { object: string; persons: readonly string[] }) =>
      `The model does not say what happens when a "${object}" is erased. It says so of: ${persons.join(', ') || 'none; write erase="…" on the object'}.`,
  ),
  ChangesWait: error(
    86,
    'unavailable',
    ({ object, key }: Addressed) =>
      `Changes of ${object} ${key} have yet to be carried to its store. Wait until they are, or see to what is in the outbox, and erase it again.`,
  ),
  UnreadableFile: error(
    61,
    'invalid',
    ({ line, reason }: { line?: number | undefined; reason: string }) =>
      `The file cannot be read${line === undefined ? '' : ` (line ${line})`}: ${reason}.`,
  ),
  WrongColumns: error(
    62,
    'invalid',
    ({ problems }: { problems: readonly string[] }) => `The columns of the file do not fit: ${problems.join('; ')}.`,
  ),
  DocumentChanged: error(
    100,
    'conflict',
    ({ document }: { document: string; current: StoredState }) =>
      `${document} was changed by somebody else since you opened it. Nothing was saved; compare both versions, then save again.`,
  ),
  NoDocument: error(
    101,
    'not-found',
    ({ model, document, known }: { model: string; document: string; known: readonly string[] }) =>
      `The model "${model}" has no document "${document}". It has ${known.join(', ') || 'none'}.`,
  ),
  NoSuchModel: error(
    102,
    'not-found',
    ({ model, known }: { model: string; known: readonly string[] }) =>
      `The modeler has no model "${model}". It has ${known.join(', ')}.`,
  ),
  NotSaved: error(
    103,
    'unavailable',
    ({ document, reason }: { document: string; reason: string }) =>
      `${document} could not be written: ${reason}. What was there is unharmed.`,
  ),
  NotMappable: error(
    104,
    'invalid',
    ({ what, reason }: { what: string; reason: string }) => `${what} cannot be mapped: ${reason}.`,
  ),
  NotForRole: error(
    105,
    'forbidden',
    ({ roles, needed }: { roles: readonly string[]; needed: readonly string[] }) =>
      `The modeler is open to the role ${needed.join(' or ')}; this call is made for ${roles.length === 0 ? 'somebody without a role' : `the role ${roles.join(', ')}`}.`,
  ),
  OwnTable: error(
    106,
    'forbidden',
    ({ store, table }: { store: string; table: string }) =>
      `Rows of "${table}" are not shown: the store "${store}" is CARUSO's own, and no object of the model lies in this table.`,
  ),
});
