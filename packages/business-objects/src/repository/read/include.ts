import { didYouMean } from '@caruso/language';
import type { Entity } from '../../contract.js';
import { ObjectErrors } from '../../errors.js';
import type { LinkModel } from '../../model/model.js';
import type { ObjectPlan } from '../plan/object-plan.js';

/** Reads all objects whose key, or whose link to one, is among some keys. */
export interface BatchReader {
  plan(object: string): ObjectPlan;
  byKeys(plan: ObjectPlan, keys: readonly string[]): Promise<readonly Entity[]>;
  byLink(plan: ObjectPlan, link: string, keys: readonly string[]): Promise<readonly Entity[]>;
}

type Paths = Map<string, Paths>;

/**
 * Loads linked objects along paths such as `connections.meters`: for each link one look-up for all objects together,
 * however many there are and in whichever store the linked ones lie.
 *
 * @throws ObjectErrors.UnknownLink
 */
export async function include(
  reader: BatchReader,
  plan: ObjectPlan,
  entities: readonly Entity[],
  paths: readonly string[],
): Promise<readonly Entity[]> {
  return includeTree(reader, plan, entities, treeOf(paths));
}

/** @throws ObjectErrors.UnknownLink when a path leads nowhere */
export function checkPaths(reader: Pick<BatchReader, 'plan'>, plan: ObjectPlan, paths: readonly string[]): void {
  const check = (at: ObjectPlan, tree: Paths): void => {
    for (const [name, below] of tree) check(reader.plan(linkOf(at, name).to), below);
  };
  check(plan, treeOf(paths));
}

async function includeTree(
  reader: BatchReader,
  plan: ObjectPlan,
  entities: readonly Entity[],
  tree: Paths,
): Promise<readonly Entity[]> {
  if (tree.size === 0 || entities.length === 0) return entities;
  const loaded = await Promise.all(
    [...tree].map(async ([name, below]) => {
      const link = linkOf(plan, name);
      const target = reader.plan(link.to);
      const keys = link.many ? entities.map(({ key }) => key) : keysIn(entities, name);
      const found = await (link.many ? reader.byLink(target, link.inverse ?? '', keys) : reader.byKeys(target, keys));
      const linked = await includeTree(reader, target, found, below);
      return { name, link, groups: group(linked, link) };
    }),
  );
  return entities.map((entity) => {
    const links: Record<string, readonly Entity[]> = {};
    for (const { name, link, groups } of loaded) {
      const key = link.many ? entity.key : entity.values[name];
      links[name] = groups.get(key) ?? [];
    }
    return { ...entity, links };
  });
}

function group(entities: readonly Entity[], link: LinkModel): ReadonlyMap<unknown, readonly Entity[]> {
  const groups = new Map<unknown, Entity[]>();
  for (const entity of entities) {
    const key = link.many ? entity.values[link.inverse ?? ''] : entity.key;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [entity]);
    else members.push(entity);
  }
  return groups;
}

function keysIn(entities: readonly Entity[], link: string): string[] {
  const keys = new Set<string>();
  for (const { values } of entities) if (typeof values[link] === 'string') keys.add(values[link]);
  return [...keys];
}

function linkOf(plan: ObjectPlan, name: string): LinkModel {
  const link = plan.model.links.get(name);
  if (link !== undefined) return link;
  const suggestion = didYouMean(name, plan.model.links.keys());
  throw new ObjectErrors.UnknownLink({ object: plan.name, link: name, suggestion });
}

function treeOf(paths: readonly string[]): Paths {
  const root: Paths = new Map();
  for (const path of paths) {
    let at = root;
    for (const name of path.split('.')) {
      const below: Paths = at.get(name) ?? new Map();
      at.set(name, below);
      at = below;
    }
  }
  return root;
}
