import type { Column, Row, Value } from '@caruso/storage-manager/contract';
import type { AttributeModel, LinkModel } from '../../model/model.js';
import type { KeyPlan } from './key-plan.js';
import type { StoredColumn } from './stored-column.js';

/** A mapped member of an object: an attribute or a link to one. */
export type Field = AttributeField | LinkField;

/** An attribute in its column. */
export class AttributeField {
  readonly kind = 'attribute';
  readonly name: string;
  readonly columns: readonly Column[];
  readonly stored: StoredColumn;

  constructor(stored: StoredColumn) {
    this.stored = stored;
    this.name = stored.attribute.name;
    this.columns = [stored.mapping.column];
  }

  get model(): AttributeModel {
    return this.stored.attribute;
  }

  /** What is written when there is no value. */
  get nullMarker(): string | number | null {
    return this.stored.mapping.nullMarkers[0] ?? null;
  }

  read(row: Row): Value {
    return this.stored.read(row[this.stored.mapping.column.name]);
  }

  /** The stored values, one for each column; undefined when the value cannot be expressed. */
  write(value: Value): readonly Value[] | undefined {
    const stored = this.stored.write(value);
    return stored === undefined ? undefined : [stored];
  }
}

/** A link to one object in the columns that hold its key. */
export class LinkField {
  readonly kind = 'link';
  readonly name: string;
  readonly columns: readonly Column[];
  readonly model: LinkModel;
  readonly key: KeyPlan;
  /** Whether the key lies here in one text, which is not what the columns of the key itself hold. */
  readonly isText: boolean;

  /**
   * @param key that of the linked object, whose conversions hold for the columns here, too
   * @param holds whether what the columns of the key hold is here, or the key in one text
   */
  constructor(model: LinkModel, columns: readonly string[], key: KeyPlan, holds: 'columns' | 'key') {
    this.model = model;
    this.name = model.name;
    this.key = key;
    this.isText = holds === 'key' && !key.isPlainText;
    this.columns = columns.map((name, index) => {
      const { type = 'string', scale } = this.isText ? {} : (key.columns[index]?.mapping.column ?? {});
      return { name, type, ...(scale === undefined ? {} : { scale }) };
    });
  }

  read(row: Row): string | null {
    const stored = this.columns.map(({ name }) => row[name]);
    if (!this.isText) return this.key.read(stored);
    const [text = null] = stored;
    return typeof text === 'string' ? text : null;
  }

  write(key: Value): readonly Value[] | undefined {
    if (key === null) return this.columns.map(() => null);
    if (typeof key !== 'string') return undefined;
    return this.isText ? [key] : this.key.write(key);
  }

  /** What the columns of the key hold for what is here; undefined when it is no such key. */
  toKey(stored: readonly Value[]): readonly Value[] | undefined {
    if (!this.isText) return stored;
    const [text] = stored;
    return typeof text === 'string' ? this.key.write(text) : undefined;
  }

  /** What is here for what the columns of the key hold. */
  fromKey(stored: readonly Value[]): readonly Value[] {
    return this.isText ? [this.key.read(stored)] : stored;
  }
}
