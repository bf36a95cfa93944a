import type { Stub } from '@caruso/core';
import type { CatalogueTable, Storage } from '@caruso/storage-manager/contract';
import { type AppliedStep, appliedColumns, appliedTable, inOrder, readApplied } from './applied-step.js';

type Reading = Pick<Stub<typeof Storage>, 'select'>;

/** What has been applied to a managed store, the first step first; nothing where no model was ever applied. */
export async function appliedTo(
  storage: Reading,
  store: string,
  catalogue: readonly CatalogueTable[],
): Promise<readonly AppliedStep[]> {
  if (!catalogue.some(({ name }) => name === appliedTable.name)) return [];
  const selection = { store, table: appliedTable.name, columns: [...appliedColumns], order: inOrder };
  return (await storage.select(selection)).map(readApplied);
}
