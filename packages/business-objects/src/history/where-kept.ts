import type { Model, ObjectModel } from '../model/model.js';

const SYSTEM = 'system';

/** Where the history of an object lies: beside it where CARUSO may have tables, else in the system store. */
export function historyStoreOf(object: ObjectModel): string {
  return isWithObject(object) ? (object.mapping?.store ?? SYSTEM) : SYSTEM;
}

/** Whether an object and its history are written in one transaction: all of the object lies where its history does. */
export function isWithObject({ mapping }: ObjectModel): boolean {
  if (mapping === undefined || mapping.extension !== undefined) return false;
  return mapping.managed || mapping.store === SYSTEM;
}

/** The stores that need the table of histories. */
export function historyStores(model: Model): ReadonlySet<string> {
  return new Set([...model.objects.values()].filter(({ history }) => history !== undefined).map(historyStoreOf));
}
