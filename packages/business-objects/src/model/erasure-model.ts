/** Why something is kept, and for how long. */
export interface Retention {
  readonly reason: string;
  /** Until so many years after the date or instant in `from`; for good when absent. */
  readonly period?: { readonly years: number; readonly from: string };
}

export interface AttributeErasure {
  readonly what: 'blank' | 'pseudonym' | 'keep';
  /** Why it is kept. */
  readonly retention?: Retention;
  /** What happens to it when the period is over. */
  readonly afterwards?: 'blank' | 'pseudonym';
}

/** What happens to an object when a person is erased. */
export interface ErasureModel {
  readonly action: 'delete' | 'attributes' | 'keep';
  /** Why all of it is kept before. */
  readonly retention?: Retention;
  /** What happens to attributes and links to one. */
  readonly members: ReadonlyMap<string, AttributeErasure>;
  /** Links along which other objects are erased, too. */
  readonly follow: readonly string[];
}
