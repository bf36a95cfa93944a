import type { Entity } from '../../contract.js';
import type { CheckEnvironment } from '../plan/check-environment.js';
import { computed } from '../plan/computed.js';
import type { ObjectPlan } from '../plan/object-plan.js';
import { type BatchReader, include } from './include.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * Computes what follows from linked objects: they are loaded for all objects together, by one look-up for each link.
 *
 * @param reader reads linked objects as they lie in their tables
 */
export async function computeLinked(
  reader: BatchReader,
  plan: ObjectPlan,
  entities: readonly Entity[],
  environment: CheckEnvironment,
): Promise<readonly Entity[]> {
  const formulas = plan.linkedFormulas;
  if (formulas.length === 0 || entities.length === 0) return entities;
  const paths = [...new Set(formulas.flatMap(({ formula }) => formula.paths))];
  const loaded = await include(reader, plan, entities, paths);
  return entities.map((entity, index) => {
    const record = nested(reader, plan, loaded[index] ?? entity);
    const values: Record<string, unknown> = { ...entity.values };
    for (const { attribute, formula } of formulas) {
      values[attribute.name] = computed(attribute, formula, record, environment);
    }
    return { ...entity, values, title: plan.model.title(values) };
  });
}

/** An object as formulas see it: linked objects in place of their keys. */
function nested(reader: BatchReader, plan: ObjectPlan, { values, links }: Entity): Values {
  const record: Record<string, unknown> = { ...values };
  for (const [name, linked] of Object.entries(links)) {
    const link = plan.model.links.get(name);
    if (link === undefined) continue;
    const below = linked.map((each) => nested(reader, reader.plan(link.to), each));
    record[name] = link.many ? below : (below[0] ?? null);
  }
  return record;
}
