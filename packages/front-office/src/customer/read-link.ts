import type { BusinessObjects, Entity, ObjectType } from '@caruso/business-objects/contract';
import { type Actor, CarusoError, type Stub } from '@caruso/core';
import { inListOrder } from './list-order.js';

/** As many objects behind a link are shown. */
const SHOWN = 50;

/** Whom a link is read for, and what there is to know about the objects. */
export interface LinkSources {
  readonly objects: Stub<typeof BusinessObjects>;
  readonly types: readonly ObjectType[];
  readonly actor: Actor | undefined;
}

/** The first objects behind a link. */
export interface FirstLinked {
  readonly entities: readonly Entity[];
  /** Whether there are others. */
  readonly more: boolean;
}

/**
 * Reads the objects behind a link of an object: the first of them in the order of the list of their type, however many there are.
 *
 * @param paths what to read, each beginning with the link
 */
export async function readLink(
  { objects, types, actor }: LinkSources,
  { object, key }: Entity,
  name: string,
  paths: readonly string[],
): Promise<FirstLinked> {
  const typeOf = (wanted: string) => types.find((type) => type.name === wanted);
  const link = typeOf(object)?.links.find((each) => each.name === name);
  const target = link && typeOf(link.to);
  if (link?.many && link.inverse !== undefined) {
    const { sort } = target?.presentation.list ?? {};
    try {
      const { items, next } = await objects.find(
        {
          object: link.to,
          where: { attribute: link.inverse, op: 'eq', value: key },
          sort: sort === undefined ? [] : [sort],
          limit: SHOWN,
          include: paths.flatMap((path) => (path === name ? [] : [path.slice(name.length + 1)])),
        },
        { actor },
      );
      return { entities: items, more: next !== undefined };
    } catch (thrown) {
      if (!isMistaken(thrown)) throw thrown;
    }
  }
  // Also where the actor may follow the link and not ask by the one back, or no store can sort like the list.
  const whole = await objects.get({ object, key, include: [...paths] }, { actor });
  const all = inListOrder(target, whole?.links[name] ?? []);
  return { entities: all.slice(0, SHOWN), more: all.length > SHOWN };
}

/** Whether the model refused the request; whatever else a store says, it is not the asker's doing. */
export const isMistaken = (thrown: unknown) =>
  CarusoError.is(thrown) &&
  (thrown.kind === 'invalid' || thrown.kind === 'forbidden') &&
  thrown.code.startsWith('CRS-BOM-');
