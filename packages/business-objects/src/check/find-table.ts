import type { CatalogueTable } from '@caruso/storage-manager/contract';

/** Tables of the current schema are listed without it, and may be mapped with it. */
export function findTable(tables: readonly CatalogueTable[], name: string): CatalogueTable | undefined {
  const exact = tables.find((table) => table.name === name);
  const [schema = '', bare] = name.split('.');
  if (exact || bare === undefined || tables.some((table) => table.name.startsWith(`${schema}.`))) return exact;
  return schema === 'public' || schema === 'main' ? tables.find((table) => table.name === bare) : undefined;
}
