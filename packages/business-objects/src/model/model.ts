import type { CompiledExpression, Diagnostic } from '@caruso/language';
import type { Cell, Column, Condition } from '@caruso/storage-manager/contract';
import type { AttributeType, ObjectType } from '../contract.js';
import type { Conversion } from '../conversion/conversion.js';
import type { Place } from '../documents/problems.js';
import type { ConsentModel } from './consent-model.js';
import type { DedupeRule } from './dedupe-rule.js';
import type { ErasureModel } from './erasure-model.js';
import type { Permissions } from './permissions.js';

/** How an attribute is computed. */
export interface Formula {
  readonly compiled: CompiledExpression;
  /** The links whose objects it reads, as paths; none when the object alone is enough. */
  readonly paths: readonly string[];
}

/** An attribute as the objects document describes it. */
export interface AttributeModel {
  readonly kind: 'attribute';
  readonly name: string;
  /** By which it is known again under another name. */
  readonly id?: string;
  readonly label: string;
  readonly type: AttributeType;
  readonly required: boolean;
  readonly size?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly values?: readonly string[];
  readonly search: boolean;
  /** What a new object gets when nothing is given. */
  readonly default?: string | number | boolean;
  readonly check?: CompiledExpression;
  /** What it is computed from; it has no column then. */
  readonly formula?: Formula;
  /** Its declaration is wrong and reported, so nothing that depends on its type is judged. Never in a model without errors. */
  readonly broken?: true;
}

/** A link to one object, or the other side of one to many. */
export interface LinkModel {
  readonly kind: 'link';
  readonly name: string;
  /** By which it is known again under another name. */
  readonly id?: string;
  readonly label: string;
  readonly to: string;
  readonly many: boolean;
  readonly required: boolean;
  readonly inverse?: string;
  /** As for {@link AttributeModel}. */
  readonly broken?: true;
}

/** Where an attribute lies. */
export interface ColumnMapping {
  readonly column: Column;
  readonly conversion: Conversion;
  /** How the document writes the conversion, to tell whether two are the same. */
  readonly convert?: string;
  /** Stored values that mean null, beside null itself; the first one is written for it. */
  readonly nullMarkers: readonly (string | number)[];
  readonly generate: 'database' | 'uuid' | 'none';
  /** It is never written: the database computes it. */
  readonly readOnly?: true;
  /** Its attribute is broken. */
  readonly broken?: true;
}

/** How changes by others are noticed: by a counter in a column, or by the values themselves. */
export type Lock = { readonly kind: 'compare-all' } | { readonly kind: 'column'; readonly column: Column };

/** A further table that holds a part of each object, in one row at most. */
export interface SideMapping {
  /** Its columns are called `<name>.<column>` in the mapping. */
  readonly name: string;
  readonly table: string;
  /** The columns that hold the object's key, in its order. */
  readonly on: readonly string[];
  /** Whether what has no row in it is no object. */
  readonly required: boolean;
  /** Which of its rows take part. */
  readonly where?: Condition;
  /** What the table was called before. */
  readonly was?: string;
  readonly place: Place;
}

/** A table of CARUSO's own beside one that must not be altered. */
export interface ExtensionMapping {
  readonly store: string;
  readonly table: string;
  readonly attributes: ReadonlySet<string>;
  /** What the table was called before. */
  readonly was?: string;
  readonly place: Place;
  readonly storePlace: Place;
}

/** The table of an object type. */
export interface ObjectMapping {
  readonly store: string;
  readonly table: string;
  /** Whether the table is CARUSO's own, to be created when it is absent. */
  readonly managed: boolean;
  /** The service whose table it is, where it is neither CARUSO's objects' nor a legacy system's: it makes and writes it. */
  readonly owner?: string;
  readonly lock: Lock;
  readonly write: 'all' | 'insert' | 'none';
  readonly columns: ReadonlyMap<string, ColumnMapping>;
  /** The columns that hold the key of the linked object, by link. */
  readonly joins: ReadonlyMap<string, readonly string[]>;
  /** The links whose column holds the key in one text, as calls have it, instead of what the columns of the key hold. */
  readonly keyTexts: ReadonlySet<string>;
  /** Attributes that lie beside the table, in one of CARUSO's own; their columns are named with a prefix. */
  readonly extension?: ExtensionMapping;
  /** Further tables, by name. */
  readonly sides: ReadonlyMap<string, SideMapping>;
  /** The object type to which the rows belong: objects of this type are parts of them. */
  readonly partOf?: string;
  /** Which rows are objects at all. */
  readonly where?: Condition;
  /** What is set instead of deleting the row. */
  readonly remove?: readonly Cell[];
  /** What the table was called before. */
  readonly was?: string;
  /** What columns were called before, without prefix, by the names they have in the mapping. */
  readonly columnsWere: ReadonlyMap<string, string>;
  /** Where the document says so, for comparisons with a real catalogue. */
  readonly place: Place;
  readonly storePlace: Place;
  readonly columnPlaces: ReadonlyMap<string, Place>;
}

export interface ObjectModel {
  readonly name: string;
  readonly label: string;
  readonly key: readonly string[];
  /** Attributes and links that identify an object as well as its key does. */
  readonly unique: readonly (readonly string[])[];
  /** When two of them are taken for the same. */
  readonly dedupe: readonly DedupeRule[];
  readonly title: (values: Readonly<Record<string, unknown>>) => string;
  readonly check?: CompiledExpression;
  /** Whether each is a person, who gives consents. */
  readonly person?: true;
  /** What happens to it when a person is erased; absent when nothing is said of it. */
  readonly erasure?: ErasureModel;
  /** The attributes and links to one of which is kept who changed them; absent when it keeps no history. */
  readonly history?: ReadonlySet<string>;
  /** In the order of the document. */
  readonly attributes: ReadonlyMap<string, AttributeModel>;
  readonly links: ReadonlyMap<string, LinkModel>;
  readonly presentation: ObjectType['presentation'];
  readonly mapping?: ObjectMapping;
}

/** A model without errors. */
export interface Model {
  readonly name: string;
  /** Semantic version of the objects. */
  readonly version: string;
  /** Whose tables the mapping describes; absent when there is no mapping. */
  readonly company?: string;
  /** The models it builds on, the nearest one first. */
  readonly bases: readonly { readonly name: string; readonly version: string }[];
  /** What is not as its authors meant it, but does not keep it from being used: overlays over what has gone. */
  readonly warnings: readonly Diagnostic[];
  readonly objects: ReadonlyMap<string, ObjectModel>;
  /** Who may do what. */
  readonly permissions: Permissions;
  readonly consent: ConsentModel;
}
