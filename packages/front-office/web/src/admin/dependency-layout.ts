import type { ServiceEntry } from '../../../src/api-types.js';

/** A service in the picture: the column counts from those that need nobody. */
export interface PictureNode {
  readonly service: ServiceEntry;
  readonly column: number;
  readonly row: number;
}

/** A need: `from` is served by `to`. */
interface PictureEdge {
  readonly from: PictureNode;
  readonly to: PictureNode;
}

/** Where everything stands. */
export interface DependencyLayout {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly columns: number;
  readonly rows: number;
  /** Those that need nobody and whom nobody needs. */
  readonly alone: readonly ServiceEntry[];
}

/**
 * Puts each service into a column behind those that serve it, and within the column near them, so that few lines cross. Who
 * needs nobody stands right before the first he serves. A line that follows from others is left out. Services that serve each
 * other in a circle, which optional needs allow, stand side by side.
 */
export function dependencyLayout(services: readonly ServiceEntry[]): DependencyLayout {
  const serves = providersOf(services);
  const needed = new Set([...serves.values()].flat());
  const alone = services.filter((service) => !needed.has(service) && serves.get(service)?.length === 0);
  const columns = columnsOf(services, serves);
  const placed = new Map<ServiceEntry, PictureNode>();
  for (const [column, members] of byColumn(
    services.filter((service) => !alone.includes(service)),
    columns,
  )) {
    const middle = (service: ServiceEntry) =>
      average((serves.get(service) ?? []).map((it) => placed.get(it)?.row ?? 0));
    const sorted = [...members].sort((a, b) => middle(a) - middle(b) || a.component.localeCompare(b.component));
    for (const [row, service] of sorted.entries()) placed.set(service, { service, column, row });
  }
  const nodes = [...placed.values()];
  const edges = nodes.flatMap((from) =>
    directProviders(from.service, serves).flatMap((provider) => {
      const to = placed.get(provider);
      return to ? [{ from, to }] : [];
    }),
  );
  return {
    nodes,
    edges,
    columns: Math.max(0, ...nodes.map(({ column }) => column + 1)),
    rows: Math.max(0, ...nodes.map(({ row }) => row + 1)),
    alone,
  };
}

type Providers = ReadonlyMap<ServiceEntry, readonly ServiceEntry[]>;

function providersOf(services: readonly ServiceEntry[]): Providers {
  return new Map(
    services.map((service) => {
      const names = new Set(service.needs.flatMap(({ from }) => from));
      return [service, services.filter((other) => other !== service && names.has(other.component))];
    }),
  );
}

function columnsOf(services: readonly ServiceEntry[], providers: Providers): ReadonlyMap<ServiceEntry, number> {
  const columns = new Map<ServiceEntry, number>();
  const columnOf = (service: ServiceEntry, above: readonly ServiceEntry[]): number => {
    const known = columns.get(service);
    if (known !== undefined) return known;
    const own = (providers.get(service) ?? []).filter((provider) => !above.includes(provider));
    const column = Math.max(-1, ...own.map((provider) => columnOf(provider, [...above, service]))) + 1;
    columns.set(service, column);
    return column;
  };
  for (const service of services) columnOf(service, [service]);
  const late = services
    .filter((service) => providers.get(service)?.length === 0)
    .map((service) => {
      const served = services.filter((other) => providers.get(other)?.includes(service));
      return [service, Math.max(0, Math.min(...served.map((other) => columns.get(other) ?? 0)) - 1)] as const;
    });
  return new Map([...columns, ...late]);
}

/** Those that serve a service and serve none of the others that do. */
function directProviders(service: ServiceEntry, providers: Providers): readonly ServiceEntry[] {
  const all = (providers.get(service) ?? []).map((provider) => ({ provider, behind: behindOf(provider, providers) }));
  return all
    .filter((one) => !all.some((other) => other.behind.has(one.provider) && !one.behind.has(other.provider)))
    .map(({ provider }) => provider);
}

/** All that serve a service, themselves or over others. */
function behindOf(service: ServiceEntry, providers: Providers): ReadonlySet<ServiceEntry> {
  const behind = new Set(providers.get(service));
  for (const provider of behind) for (const next of providers.get(provider) ?? []) behind.add(next);
  return behind;
}

function byColumn(
  services: readonly ServiceEntry[],
  columns: ReadonlyMap<ServiceEntry, number>,
): readonly (readonly [number, readonly ServiceEntry[]])[] {
  const used = [...new Set(services.map((service) => columns.get(service) ?? 0))].sort((a, b) => a - b);
  return used.map((column, at) => [at, services.filter((service) => (columns.get(service) ?? 0) === column)]);
}

const average = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
