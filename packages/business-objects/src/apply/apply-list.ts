import type { Alteration, Difference } from '@caruso/storage-manager/contract';
import type { ApplyStep, StepState } from './apply-step.js';
import type { MemberNames } from './member-names.js';

/** What somebody has said about an apply list. */
export interface Asked {
  /** Names of steps that may lose something, and how much at most where that was said: `drop:Customer.fax`. */
  readonly allowed: ReadonlyMap<string, number | undefined>;
}

/** What is known of a store of the model. */
export interface Surroundings {
  readonly store: string;
  /** Whether tables in it may be altered. */
  readonly managed: boolean;
  readonly names: MemberNames;
  /** Those of the model as it was, if that is known. */
  readonly before?: MemberNames | undefined;
}

/**
 * The steps that even out the differences between a store and a model. Pure: what is lost has been counted before. Conversions
 * are left to {@link convertSteps}.
 */
export function applyList(
  differences: readonly Difference[],
  surroundings: Surroundings,
  asked: Asked,
): readonly ApplyStep[] {
  return differences.filter(({ convert }) => convert === undefined).map((each) => stepOf(each, surroundings, asked));
}

/** Whether a step that loses something is allowed, under any of its names. */
export function isAllowed({ allowed }: Asked, names: readonly string[], loses: number): boolean {
  const name = names.find((each) => allowed.has(each));
  return name !== undefined && loses <= (allowed.get(name) ?? loses);
}

function stepOf(difference: Difference, { store, managed, names, before }: Surroundings, asked: Asked): ApplyStep {
  const { alteration, refused, table, column, loses, phase, examples, sql, rows } = difference;
  const fresh = names.object(store, table) ?? before?.object(store, table) ?? table;
  const member =
    column === undefined ? fresh : (before?.owner(store, table, column) ? before : names).member(store, table, column);
  const own = column === undefined ? fresh : `${fresh}.${column}`;
  const at = { store, phase, loses, examples, sql };
  const step = (verb: string, state: StepState, message: string): ApplyStep => {
    const isReadonly = state === 'ready' && !managed;
    return {
      ...at,
      name: `${verb}:${member}`,
      state: isReadonly ? 'blocked' : state,
      message: isReadonly ? `${message}; the owner of the readonly store ${store} has to do it` : message,
      ...(alteration === undefined ? {} : { work: { do: 'alter', alteration: allowing(alteration, loses) } }),
    };
  };
  if (alteration === undefined) return step('refuse', 'blocked', `${member}: ${refused ?? 'it cannot become so'}`);
  const gated = (verb: string, message: string): ApplyStep => {
    const may = isAllowed(asked, [`${verb}:${member}`, `${verb}:${own}`], loses);
    if (!may) return step(verb, 'stays', message);
    return step(
      verb,
      refused === undefined ? 'ready' : 'blocked',
      refused === undefined ? message : `${message}; ${refused}`,
    );
  };
  switch (alteration.do) {
    case 'createTable':
      return step('create', 'ready', `the table ${table} of ${fresh} is created`);
    case 'renameTable':
      return step('rename', 'ready', `the table ${table} is called ${alteration.to} from then on`);
    case 'renameColumn':
      return step('rename', 'ready', `its column ${alteration.column} is called ${alteration.to} from then on`);
    case 'addColumn': {
      const { required, fill } = alteration.column;
      const lies = `it lies in the new column ${table}.${column}`;
      if (required && fill === undefined && rows > 0)
        return step('add', 'blocked', lacking(member, names, store, table, column, rows, rows));
      return step(
        'add',
        'ready',
        fill === undefined || rows === 0 ? lies : `${lies}, and ${rows} rows get ${JSON.stringify(fill)}`,
      );
    }
    case 'widen':
      return step('widen', 'ready', `${table}.${column} takes more than before`);
    case 'relax':
      return step('free', 'ready', `nothing is mapped to ${table}.${column} any more, so rows need no value in it`);
    case 'fill':
      if (alteration.column.fill === undefined)
        return step('fill', 'blocked', lacking(member, names, store, table, column, loses, rows));
      return step(
        'fill',
        'ready',
        `${loses} of ${rows} rows without a value get ${JSON.stringify(alteration.column.fill)}`,
      );
    case 'narrow':
      return gated(
        'narrow',
        `${table}.${column} would hold only what the model allows; ${loses} of ${rows} values do not fit and ${alteration.column.required && alteration.column.fill !== undefined ? `become ${JSON.stringify(alteration.column.fill)}` : 'go'}`,
      );
    case 'dropColumn':
      return gated('drop', `nothing is mapped to ${table}.${column}, where ${loses} of ${rows} rows have a value`);
    case 'dropTable':
      return gated('drop', `the model does not know the table ${table} any more; rows in it: ${loses}`);
    case 'addIndex':
      return refused === undefined
        ? step(alteration.unique ? 'unique' : 'index', 'ready', `${table} gets an index over ${column}`)
        : step('unique', 'blocked', `${table}.${column} is to be unique, but ${refused}`);
    case 'dropIndex':
      return gated(
        'drop',
        `the ${alteration.unique ? 'unique ' : ''}index of ${table} over ${column} is not asked for any more`,
      );
    case 'replaceColumn':
      return step('convert', 'ready', `${table}.${column} takes the place of the old one`);
  }
}

function lacking(
  member: string,
  names: MemberNames,
  store: string,
  table: string,
  column: string | undefined,
  lacks: number,
  rows: number,
): string {
  const isLink = column !== undefined && names.owner(store, table, column)?.field.kind === 'link';
  const remedy = isLink ? 'make the link optional' : `give it a default in the model, or say --default ${member}=VALUE`;
  return `it is required, and ${lacks} of ${rows} rows have no value; ${remedy}`;
}

/** The alteration with what it may lose: what has been counted and shown. */
const allowing = (alteration: Alteration, loses: number): Alteration =>
  'loses' in alteration ? { ...alteration, loses } : alteration;
