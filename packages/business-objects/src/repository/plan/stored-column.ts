import type { Value } from '@caruso/storage-manager/contract';
import { ObjectErrors } from '../../errors.js';
import type { AttributeModel, ColumnMapping } from '../../model/model.js';

/** An attribute's column: brings its values from the form of the table into that of the model and back. */
export class StoredColumn {
  readonly mapping: ColumnMapping;
  readonly attribute: AttributeModel;
  readonly #object: string;
  readonly #codes: ReadonlySet<unknown> | undefined;

  constructor(object: string, attribute: AttributeModel, mapping: ColumnMapping) {
    this.#object = object;
    this.attribute = attribute;
    this.mapping = mapping;
    this.#codes = attribute.values && new Set(attribute.values);
  }

  /** @throws ObjectErrors.UnreadableValue when the table holds what the mapping does not know */
  read(stored: Value | undefined): Value {
    if (stored === null || stored === undefined || this.isNothing(stored)) return null;
    const value = this.mapping.conversion.read(stored);
    if (value !== undefined && (this.#codes === undefined || this.#codes.has(value))) return value;
    throw new ObjectErrors.UnreadableValue({
      object: this.#object,
      attribute: this.attribute.name,
      column: this.mapping.column.name,
      found: JSON.stringify(stored),
    });
  }

  /** Whether a stored value means null. */
  isNothing(stored: Value): boolean {
    return this.mapping.nullMarkers.some((marker) => marker === stored);
  }

  /** The stored form of a value, or undefined when the column cannot express it. */
  write(value: Value): Value | undefined {
    const { nullMarkers, conversion } = this.mapping;
    if (value === null) return nullMarkers[0] ?? null;
    const stored = conversion.write(value);
    // What would be read back as null is no value.
    return stored === undefined || this.isNothing(stored) ? undefined : stored;
  }
}
