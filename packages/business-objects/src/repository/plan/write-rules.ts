import { newId } from '@caruso/core';
import type { AttributeModel, ColumnMapping, ObjectModel } from '../../model/model.js';
import type { AttributeField, Field } from './field.js';

type Given = Readonly<Record<string, unknown>>;

/** Where a value comes from when none is given. */
interface Preset {
  readonly name: string;
  value(): unknown;
}

/** What there is to look after when objects of a type are written, found out once. */
export class WriteRules {
  /** Fields that a new object needs a value for; `null` is one where it is no required attribute. */
  readonly mandatory: readonly { readonly name: string; readonly mayBeNull: boolean }[];
  /** Attributes with a check of their own. */
  readonly checked: readonly AttributeModel[];
  /** Whether two fields lie in one column, and may contradict each other. */
  readonly sharesColumns: boolean;
  /** Attributes whose values the database makes. */
  readonly generated: readonly AttributeField[];
  readonly #presets: readonly Preset[];

  constructor(model: ObjectModel, fields: readonly Field[]) {
    this.mandatory = fields.flatMap((field) => {
      const { required } = field.model;
      const made = field.kind === 'attribute' && isMadeForIt(field.stored.mapping);
      const needed = required || model.key.includes(field.name);
      return needed && !made ? [{ name: field.name, mayBeNull: !required }] : [];
    });
    this.checked = [...model.attributes.values()].filter(({ check }) => check !== undefined);
    const names = fields.flatMap(({ columns }) => columns.map(({ name }) => name));
    this.sharesColumns = new Set(names).size < names.length;
    this.generated = fields.filter(
      (field): field is AttributeField => field.kind === 'attribute' && field.stored.mapping.generate === 'database',
    );
    this.#presets = fields.flatMap(presetsOf);
  }

  /** What is given for a new object, and what it gets where nothing is given. */
  withDefaults(given: Given): Given {
    if (this.#presets.every(({ name }) => given[name] !== undefined)) return given;
    const values: Record<string, unknown> = { ...given };
    for (const { name, value } of this.#presets) if (values[name] === undefined) values[name] = value();
    return values;
  }
}

const isMadeForIt = ({ generate, readOnly }: ColumnMapping) => generate !== 'none' || readOnly === true;

function presetsOf(field: Field): readonly Preset[] {
  if (field.kind === 'link') return [];
  const { name, model, stored } = field;
  if (stored.mapping.generate === 'uuid') return [{ name, value: newId }];
  if (model.default !== undefined) return [{ name, value: () => model.default }];
  // What stands for nothing is written, because the column may not be empty.
  return stored.mapping.nullMarkers.length > 0 && !model.required ? [{ name, value: () => null }] : [];
}
