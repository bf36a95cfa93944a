import type { Alteration, Column, Difference, Value } from '@caruso/storage-manager/contract';
import type { AttributeField } from '../repository/plan/field.js';

/** What is done with a step of an apply list. */
export type StepState =
  /** It is carried out. */
  | 'ready'
  /** It loses or narrows something, and nobody has asked for it: everything stays as it is. */
  | 'stays'
  /** It is needed and cannot be carried out: nothing is, until that is settled. */
  | 'blocked';

/** What a step does. */
export type Work =
  | { readonly do: 'alter'; readonly alteration: Alteration }
  /** Values are brought into another form, in a column that replaces theirs. */
  | {
      readonly do: 'convert';
      readonly convert: NonNullable<Difference['convert']>;
      readonly field: AttributeField;
      /** The attribute that has written the values. */
      readonly before: AttributeField | undefined;
      readonly key: readonly Column[];
      readonly loses: number;
    }
  /** Spellings of codes are made one. */
  | {
      readonly do: 'recode';
      readonly table: string;
      readonly column: Column;
      /** The columns that identify a row. */
      readonly key: readonly Column[];
      readonly codes: readonly Recoding[];
      readonly field: AttributeField;
      /** The attribute that has written the values. */
      readonly before: AttributeField | undefined;
    }
  /** Histories call an attribute by its new name; or lose the entries of a type that is gone. */
  | { readonly do: 'renameInHistory'; readonly object: string; readonly from: string; readonly to: string }
  | { readonly do: 'forget'; readonly object: string }
  /** Values that were brought into another form are read in the former one again, as they are. */
  | { readonly do: 'readAsBefore'; readonly table: string; readonly column: string };

/** A stored value, and what it becomes; null takes it away. */
export interface Recoding {
  readonly from: Value;
  readonly to: Value;
}

/** One step by which a store comes to what a model asks for. */
export interface ApplyStep {
  /** By which it is allowed: `drop:Customer.fax`, `narrow:Customer.name`; other steps need not be. */
  readonly name: string;
  readonly store: string;
  /** `expand` while the old model is at work, `switch` while neither is, `contract` when the old one has ended. */
  readonly phase: Difference['phase'];
  readonly state: StepState;
  readonly message: string;
  /** Values that go, or rows that lack one. */
  readonly loses: number;
  readonly examples: readonly string[];
  readonly sql: readonly string[];
  readonly work?: Work;
}

/** A step as it is printed and sent. */
export type ReportedStep = Omit<ApplyStep, 'work'>;
