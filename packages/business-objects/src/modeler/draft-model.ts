import type { LogicalType } from '@caruso/storage-manager/contract';
import type { Abbreviations } from './abbreviations.js';
import type { DraftModel, DraftObject } from './draft.js';
import { draftObject, type KeyPart } from './draft-object.js';
import { NamePool } from './name-pool.js';
import type { Observations } from './observe.js';
import { type PlannedLink, planLinks } from './plan-links.js';
import { type Relation, type TableFacts, widerType } from './relation.js';
import type { ColumnSample } from './sample.js';
import { objectNames } from './table-names.js';

/** What a model is called, and where its tables lie. */
export interface DraftNames {
  readonly model: string;
  readonly company: string;
  readonly store: string;
}

/** Drafts an object model from what was observed. Pure: the same observations give the same draft. */
export function draftModel(
  { facts, relations, refused }: Observations,
  names: DraftNames,
  abbreviations: Abbreviations,
): DraftModel {
  const notes: string[] = [];
  const usable = [...facts.values()].filter(({ table, sample }) => {
    if (sample.failure !== undefined)
      notes.push(`${table.name} is left out, because it cannot be read: ${sample.failure}`);
    else if (sample.columns.size === 0)
      notes.push(`${table.name} is left out, because it has no columns that can be read`);
    else return true;
    return false;
  });
  const kept = new Map(usable.map((each) => [each.table.name, each]));
  const possible = relations.filter(({ from, to }) => kept.has(from) && kept.has(to));
  const objects = objectNames(usable.map(({ table }) => table));
  const plan = planLinks(kept, possible, objects);
  const readings = commonReadings(kept, possible);
  const keyLinks = new KeyLinks();
  const drafted = usable.flatMap((each): DraftObject[] => {
    const { name } = each.table;
    const named = objects.get(name);
    if (named === undefined) return [];
    const links = plan.links.get(name) ?? [];
    const object = draftObject(each, {
      named,
      links,
      inverse: plan.inverse.get(name) ?? [],
      keyParts: keyPartsOf(each, links, keyLinks),
      readings: (column) => readingOf(each, column, readings),
      pool: plan.pools.get(name) ?? new NamePool(),
      abbreviations,
      notes: refused.get(name) ?? [],
    });
    return object === undefined ? [] : [object];
  });
  const { model, company, store } = names;
  return { name: model, company, store, objects: drafted, notes };
}

const idOf = (table: string, column: string) => `${table}\0${column}`;

/** Columns that are linked hold the same values, so they are read as the same type: the widest of them. */
function commonReadings(
  facts: ReadonlyMap<string, TableFacts>,
  relations: readonly Relation[],
): ReadonlyMap<string, LogicalType> {
  const types = new Map<string, LogicalType>();
  for (const { table, sample } of facts.values()) {
    for (const [column, { type }] of sample.columns) types.set(idOf(table.name, column), type);
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, columns, to, toColumns } of relations) {
      columns.forEach((column, at) => {
        const ids = [idOf(from, column), idOf(to, toColumns[at] ?? '')];
        const [one, other] = ids.map((id) => types.get(id));
        const wider = one && other && widerType(one, other);
        if (wider === undefined || one === other) return;
        changed = true;
        for (const id of ids) types.set(id, wider);
      });
    }
  }
  return types;
}

function readingOf(
  { table, sample }: TableFacts,
  column: string,
  readings: ReadonlyMap<string, LogicalType>,
): ColumnSample | undefined {
  const found = sample.columns.get(column);
  const type = readings.get(idOf(table.name, column));
  return found && (type === undefined || type === found.type ? found : { ...found, type });
}

/** Which keys lead to which: a link in a key must not lead back to it. */
class KeyLinks {
  readonly #targets = new Map<string, Set<string>>();

  /** Takes a link into a key, unless it would close a circle. */
  add(from: string, to: string): boolean {
    if (from === to || this.#reaches(to, from)) return false;
    this.#targets.set(from, (this.#targets.get(from) ?? new Set()).add(to));
    return true;
  }

  #reaches(from: string, to: string): boolean {
    return from === to || [...(this.#targets.get(from) ?? [])].some((each) => this.#reaches(each, to));
  }
}

/** The key as links where the columns of one stand in it side by side, and as columns otherwise. */
function keyPartsOf({ table, key }: TableFacts, links: readonly PlannedLink[], keyLinks: KeyLinks): readonly KeyPart[] {
  const columns = key?.columns ?? [];
  const parts: KeyPart[] = [];
  for (let at = 0; at < columns.length; ) {
    const fitting = links
      .filter((link) => link.columns.every((column, index) => column === columns[at + index]))
      .sort((a, b) => b.columns.length - a.columns.length);
    const link = fitting.find(({ target }) => keyLinks.add(table.name, target));
    parts.push(link === undefined ? { column: columns[at] ?? '' } : { link });
    at += link?.columns.length ?? 1;
  }
  return parts;
}
