import type { ForeignKey } from '../../catalogue/catalogue.js';
import type { StoredType } from '../../catalogue/stored-type.js';
import type { LogicalType } from '../../table-definition.js';
import type { EngineName } from '../engine-name.js';

/** A column on both sides. */
export interface ColumnPlan {
  readonly name: string;
  readonly source: StoredType;
  /** As the source's engine writes it. */
  readonly sourceType: string;
  readonly target: StoredType;
  /** The logical type of a column of CARUSO's own, whose values lie at the target in the form that this has there. */
  readonly own?: LogicalType | undefined;
  /** The type at the target, in its SQL. */
  readonly sql: string;
  readonly nullable: boolean;
  readonly default?: string | undefined;
  readonly identity?: { readonly always: boolean; readonly next?: string | undefined } | undefined;
  readonly comment?: string | undefined;
  /** What else the target's definition says, such as ON UPDATE. */
  readonly suffix?: string | undefined;
  /** Arrays stay arrays, or become JSON. */
  readonly arrays: 'json' | 'literal';
  /** It belongs to a table that the target had already: which characters it knows, how many bytes it takes, whether it is numeric. */
  readonly found?: {
    readonly charset?: 'all' | 'bmp' | 'latin1' | 'ascii';
    readonly mostBytes?: number;
    readonly isNumeric?: boolean;
  };
}

export interface KeyPlan {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface ForeignKeyPlan extends KeyPlan {
  /** The table at the target that it leads to. */
  readonly table: string;
  /** The same table at the source. */
  readonly sourceTable: string;
  readonly to: readonly string[];
  readonly onUpdate: ForeignKey['onUpdate'];
  readonly onDelete: ForeignKey['onDelete'];
  readonly deferrable: boolean;
  readonly deferred: boolean;
}

export interface CheckPlan {
  readonly name: string;
  readonly expression: string;
}

export interface IndexPlan {
  readonly name: string;
  readonly unique: boolean;
  readonly parts: readonly { readonly sql: string; readonly column?: string | undefined }[];
  readonly where?: string | undefined;
}

/** A table on both sides. */
export interface TablePlan {
  /** Its name at the source, as the catalogue has it. */
  readonly source: string;
  /** Its name at the target, and its schema there, where engines have schemas. */
  readonly target: string;
  readonly schema?: string | undefined;
  readonly columns: readonly ColumnPlan[];
  readonly key: KeyPlan | undefined;
  readonly unique: readonly KeyPlan[];
  readonly foreignKeys: readonly ForeignKeyPlan[];
  readonly checks: readonly CheckPlan[];
  readonly indexes: readonly IndexPlan[];
  readonly comment?: string | undefined;
  /** The target had it already: it is filled, and not altered. */
  readonly found?: boolean;
}

/** Something of the source that the target does not get, and why. */
export interface NotMoved {
  readonly table: string;
  /** Such as `check`, `view`, `default`, `index`, `foreign key`. */
  readonly what: string;
  /** Its name, or what it says. */
  readonly name: string;
  readonly reason: string;
}

/** What is moved, and is a little different at the target. */
export interface Warning {
  readonly table: string;
  readonly column?: string | undefined;
  readonly text: string;
}

/** Something for which the transfer does not begin. */
export interface Problem {
  readonly table: string;
  readonly column?: string | undefined;
  /** The row, by its key or by its values. */
  readonly row?: string | undefined;
  /** The value, shortened if it is long. */
  readonly value?: string | undefined;
  readonly reason: string;
}

export interface TransferPlan {
  readonly from: EngineName;
  readonly to: EngineName;
  readonly tables: readonly TablePlan[];
  /** The types that the target needs before its tables: enumerations of PostgreSQL. */
  readonly enums: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly notMoved: readonly NotMoved[];
  readonly warnings: readonly Warning[];
  readonly problems: readonly Problem[];
}
