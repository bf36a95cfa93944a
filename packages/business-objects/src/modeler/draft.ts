import type { AttributeType } from '../contract.js';

/** An object model that was drafted from a database, before it is written down. */
export interface DraftModel {
  readonly name: string;
  readonly company: string;
  readonly store: string;
  readonly objects: readonly DraftObject[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

export interface DraftObject {
  readonly name: string;
  readonly label?: string;
  readonly table: string;
  /** Attributes and links that identify an object; none, when nothing does. */
  readonly key: readonly string[];
  readonly title: string;
  readonly attributes: readonly DraftAttribute[];
  readonly links: readonly DraftLink[];
  readonly write: 'all' | 'none';
  /** Why it is as it is, for people. */
  readonly notes: readonly string[];
}

export interface DraftAttribute {
  readonly name: string;
  readonly label?: string;
  readonly type: AttributeType;
  readonly size?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly values?: readonly string[];
  readonly required?: boolean;
  readonly search?: boolean;
  readonly default?: string;
  readonly column: string;
  readonly convert?: string;
  readonly columnType?: 'integer';
  /** As it is written in the mapping: `''` or `0`. */
  readonly null?: string;
  readonly generate?: 'database' | 'uuid';
  /** The database computes it. */
  readonly computed?: boolean;
  readonly notes: readonly string[];
}

export interface DraftLink {
  readonly name: string;
  readonly to: string;
  readonly inverse: string;
  /** The columns that hold the key; absent for the side of many. */
  readonly columns?: readonly string[];
  readonly required?: boolean;
  readonly notes: readonly string[];
}
