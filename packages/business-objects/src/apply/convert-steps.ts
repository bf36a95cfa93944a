import type { CatalogueTable, Column, Difference } from '@caruso/storage-manager/contract';
import { columnsOf, type TablePart, tableParts } from '../check/table-parts.js';
import type { AttributeField } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { type Asked, isAllowed, type Surroundings } from './apply-list.js';
import type { ApplyStep, Recoding, Work } from './apply-step.js';
import { countUnconverted } from './convert-column.js';
import { memberName } from './member-names.js';
import { findCodes } from './recode.js';
import type { Storing } from './rows-in-turn.js';

/** The steps by which values come into another form: into another type, or into the one spelling of a code. */
export class ConvertSteps {
  readonly #storage: Storing;
  readonly #at: Surroundings;
  readonly #asked: Asked;
  readonly #catalogue: ReadonlyMap<string, CatalogueTable>;

  constructor(storage: Storing, at: Surroundings, asked: Asked, catalogue: readonly CatalogueTable[]) {
    this.#storage = storage;
    this.#at = at;
    this.#asked = asked;
    this.#catalogue = new Map(catalogue.map((table) => [table.name, table]));
  }

  async types(differences: readonly Difference[], plans: readonly ObjectPlan[]): Promise<readonly ApplyStep[]> {
    const steps: ApplyStep[] = [];
    for (const { convert, table } of differences) {
      if (convert === undefined || !this.#at.managed) continue;
      const { store, names } = this.#at;
      const member = names.member(store, table, convert.column.name);
      const owner = names.owner(store, table, convert.column.name);
      const part = owner && tableParts(owner.plan).find((each) => each.table === table);
      const key = owner && part && keyOf(owner.plan, part);
      const what = `${table}.${convert.column.name} becomes ${convert.column.type} instead of ${convert.from}`;
      const base = { name: `convert:${member}`, store, phase: 'switch' as const, loses: 0, examples: [], sql: [] };
      const before = this.#fieldBefore(table, convert.column.name);
      if (this.#at.before === undefined) {
        const remedy = 'name the model as it was with --from, so that its values are read as they were written';
        steps.push({ ...base, state: 'blocked', message: `${what}; ${remedy}` });
        continue;
      }
      if (owner?.field.kind !== 'attribute' || part === undefined || key === undefined || key.length === 0) {
        const why = owner?.field.kind === 'link' ? 'it holds keys of other objects' : 'its rows have no key';
        steps.push({ ...base, state: 'blocked', message: `${what}, which cannot be done: ${why}` });
        continue;
      }
      const work: Work = { do: 'convert', convert, field: owner.field, before, key, loses: 0 };
      const place = this.#placeNow(part, owner.plan, owner.field);
      if (place === undefined) continue;
      const { values, misfits, examples } = await countUnconverted(this.#storage, store, work, place);
      steps.push(
        this.#gated(member, misfits, {
          ...base,
          loses: misfits,
          examples,
          message: `${what}; ${misfits} of ${values} values cannot`,
          work: { ...work, loses: misfits },
        }),
      );
    }
    const converted = new Set(steps.map(({ name }) => name));
    for (const plan of this.#at.managed ? plans : []) steps.push(...(await this.#codes(plan, converted)));
    return steps;
  }

  /** @param converted steps that see to the values of a member already */
  async #codes(plan: ObjectPlan, converted: ReadonlySet<string>): Promise<readonly ApplyStep[]> {
    const steps: ApplyStep[] = [];
    const { store } = this.#at;
    for (const field of plan.fields.values()) {
      const member = memberName(plan, field.name);
      if (field.kind !== 'attribute' || converted.has(`convert:${member}`)) continue;
      const part = tableParts(plan).find((each) => field.columns.every(({ name }) => isIn(each, name)));
      const place = part && this.#placeNow(part, plan, field);
      const [mapped] = field.columns;
      if (part === undefined || place === undefined || mapped === undefined) continue;
      const column: Column = { ...mapped, name: place.column };
      const before = this.#fieldBefore(place.table, place.column);
      if (field.model.values === undefined) {
        const refused = this.#otherwiseWritten(plan, field, before, place);
        if (refused !== undefined) steps.push(refused);
        continue;
      }
      const found = await findCodes(this.#storage, store, { table: place.table, column }, field, before);
      const own: Column = { ...mapped, name: mapped.name.slice(part.prefix.length) };
      const base = { store, phase: 'switch' as const, sql: [] };
      const to = { do: 'recode' as const, table: part.table, column: own };
      if (found.changed.length > 0) {
        const codes = found.changed.map((code) => JSON.stringify(code)).join(', ');
        const message = `${codes} in ${place.table}.${place.column} meant something else before; take other codes, or another column`;
        steps.push({ ...base, name: `codes:${member}`, state: 'blocked', loses: 0, examples: [], message });
        continue;
      }
      if (found.spelled.length > 0) {
        const loses = 0;
        steps.push({
          ...base,
          name: `codes:${member}`,
          state: 'ready',
          loses,
          examples: found.spelled
            .slice(0, 5)
            .map(({ from, to: code }) => `${JSON.stringify(from)} -> ${JSON.stringify(code)}`),
          message: `${found.spelled.length} ways in which ${part.table}.${own.name} writes values become the codes of the model`,
          work: { ...to, codes: found.spelled },
        });
      }
      if (found.misfits.length > 0) {
        const where = { column, op: 'in' as const, values: [...found.misfits] };
        const rows = await this.#storage.select({
          store,
          table: place.table,
          columns: [column],
          where,
          limit: 100_000,
        });
        const fill =
          field.model.required && field.model.default !== undefined ? field.stored.write(field.model.default) : null;
        const codes = found.misfits.map((from): Recoding => ({ from, to: fill ?? field.nullMarker }));
        steps.push(
          this.#gated(member, rows.length, {
            ...base,
            name: `narrow:${member}`,
            loses: rows.length,
            examples: found.misfits.slice(0, 5).map((value) => JSON.stringify(value)),
            message: `${rows.length} objects have values that are none of ${field.model.values.join(', ')}`,
            work: { ...to, codes },
          }),
        );
      }
    }
    return steps;
  }

  /** Values in the same column that another conversion would read as others: nothing there says whether that has been done. */
  #otherwiseWritten(
    plan: ObjectPlan,
    field: AttributeField,
    before: AttributeField | undefined,
    place: { readonly table: string; readonly column: string },
  ): ApplyStep | undefined {
    if (before === undefined) return undefined;
    const [was, is] = [before.stored.mapping, field.stored.mapping];
    // Otherwise the column itself shows whether its values have been converted.
    const sameKind = kindOf(was.column) === kindOf(is.column) && was.column.scale === is.column.scale;
    if (!sameKind || (was.convert === is.convert && was.nullMarker === is.nullMarker)) return undefined;
    const written = ({ convert = 'no conversion', nullMarker }: typeof is) =>
      `${convert}${nullMarker === undefined ? '' : ` and null as ${JSON.stringify(nullMarker)}`}`;
    const message = `${place.table}.${place.column} was written with ${written(was)} and would be read with ${written(is)}; map it to a new column, and bring the values there`;
    const at = { store: this.#at.store, phase: 'switch' as const, loses: 0, examples: [], sql: [] };
    return { ...at, name: `refuse:${memberName(plan, field.name)}`, state: 'blocked', message };
  }

  /** The attribute of the model before that lay in a column. */
  #fieldBefore(table: string, column: string): AttributeField | undefined {
    const { before, store } = this.#at;
    const find = (at: string, name: string) => before?.owner(store, at, name)?.field;
    const found = find(table, column) ?? this.#wasCalled(table, column, find);
    return found?.kind === 'attribute' ? found : undefined;
  }

  #wasCalled<Found>(table: string, column: string, find: (table: string, column: string) => Found | undefined) {
    const owner = this.#at.names.owner(this.#at.store, table, column);
    if (owner === undefined) return undefined;
    const part = tableParts(owner.plan).find((each) => each.table === table || each.was === table);
    const tables = [table, part?.was ?? table];
    const columns = [column, owner.plan.mapping.columnsWere.get((part?.prefix ?? '') + column) ?? column];
    return tables.flatMap((at) => columns.map((name) => find(at, name))).find((each) => each !== undefined);
  }

  /** Values that cannot be kept are in the way until somebody says that they may go. */
  #gated(member: string, loses: number, step: Omit<ApplyStep, 'state'>): ApplyStep {
    if (loses === 0) return { ...step, state: 'ready' };
    const may = isAllowed(this.#asked, [`narrow:${member}`], loses);
    const remedy = `correct them, or let them go by --allow narrow:${member}`;
    return may ? { ...step, state: 'ready' } : { ...step, state: 'blocked', message: `${step.message}; ${remedy}` };
  }

  /** Where a field lies now, when it is still called as before. */
  #placeNow(part: TablePart, plan: ObjectPlan, field: AttributeField): { table: string; column: string } | undefined {
    const mapped = field.columns[0]?.name ?? '';
    const name = mapped.slice(part.prefix.length);
    const was = plan.mapping.columnsWere.get(mapped);
    const table =
      this.#catalogue.get(part.table) ?? (part.was === undefined ? undefined : this.#catalogue.get(part.was));
    const column = [name, was].find((each) => table?.columns.some((present) => present.name === each));
    return table === undefined || column === undefined ? undefined : { table: table.name, column };
  }
}

/** Types that lie in the same columns on every engine. */
const KINDS: Partial<Readonly<Record<Column['type'], string>>> = { integer: 'whole', long: 'whole', string: 'text' };
const kindOf = ({ type }: Column): string => KINDS[type] ?? type;

const isIn = (part: TablePart, name: string) => part.columns.some((column) => part.prefix + column.name === name);

/** The columns that identify a row of a part of an object. */
function keyOf(plan: ObjectPlan, part: TablePart): readonly Column[] {
  if (part.prefix === '') return plan.keyColumns;
  const side = plan.sides.find(({ name }) => part.prefix === `${name}.`);
  return side === undefined ? [] : [...side.on, ...columnsOf(side.where)];
}
