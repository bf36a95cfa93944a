import type { CatalogueTable } from '../../catalogue/catalogue.js';
import type { Definitions } from '../../definitions/definition-records.js';
import { FITS } from '../../sql/dialect.js';
import type { Problem } from '../plan/transfer-plan.js';
import type { Side } from '../side.js';

const OWN_NAME = /^caruso_/;

/** What stands in the way of moving tables that CARUSO has made. */
export interface OwnTables {
  readonly source: Side;
  readonly target: Side;
  readonly catalogue: readonly CatalogueTable[];
  readonly definitions: Definitions;
  /** Whether the source as a whole is CARUSO's, as far as that is known. */
  readonly isManaged: boolean;
  /** Tables that are moved as they are found. */
  readonly asFound: readonly string[];
}

export const ownProblems = (tables: OwnTables): readonly Problem[] => [
  ...unknownTables(tables),
  ...otherClocks(tables),
];

/**
 * Tables that CARUSO has made without noting how, as versions before did. What they hold cannot be told from their engine's types,
 * and another engine would get tables on which nothing starts.
 */
function unknownTables({ source, target, catalogue, definitions, isManaged, asFound }: OwnTables): readonly Problem[] {
  if (source.kind === target.kind) return [];
  const isOwn = ({ name, checks }: CatalogueTable) =>
    (isManaged && definitions.size === 0) ||
    OWN_NAME.test(name) ||
    checks.some((check) => check.name?.startsWith(FITS) === true);
  const isUnknown = (table: CatalogueTable) =>
    table.kind === 'table' && !definitions.has(table.name) && !asFound.includes(table.name) && isOwn(table);
  return catalogue.filter(isUnknown).map(({ name }) => ({ table: name, reason: UNKNOWN }));
}

const UNKNOWN =
  'CARUSO made it in a version that did not note how tables are defined, so its types are not known. Start the product once on ' +
  'this store, or on the empty target, which notes them; or have the table moved as it is found (asFound, --as-found)';

/** MariaDB's columns of instants show the clocks of the store's zone, which nobody would set right on the way. */
function otherClocks({ source, target, catalogue, definitions }: OwnTables): readonly Problem[] {
  const [from, to] = [source, target].map(({ kind, zone }) => (kind === 'mariadb' ? zone : 'UTC'));
  if (from === to) return [];
  return catalogue.flatMap(({ name }) =>
    (definitions.get(name)?.columns ?? []).flatMap((column) =>
      column.type === 'instant'
        ? [
            {
              table: name,
              column: column.name,
              reason: `its instants are kept by the clocks of ${from}, and those of the target by ${to}`,
            },
          ]
        : [],
    ),
  );
}
