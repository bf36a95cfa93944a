import type { ServiceEntry } from '../../../src/api-types.js';

/** A service in the picture: the column counts from those that need nobody. */
interface PictureNode {
  readonly service: ServiceEntry;
  readonly column: number;
  readonly row: number;
}

/** A place that a line keeps free for itself on its way past other services. */
export interface Waypoint {
  readonly column: number;
  readonly row: number;
}

/** A need: `from` is served by `to`. */
interface PictureEdge {
  readonly from: PictureNode;
  readonly to: PictureNode;
  /** Where it passes through the columns between them, beginning with the one next to `to`. */
  readonly way: readonly Waypoint[];
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
 * Puts each service into a column behind those that serve it, and within the column near them, so that few lines cross. A
 * line that is longer than a column has a row of its own in each that it passes. Who needs nobody stands right before the first he serves. A line that follows from others is left out. Services that serve each
 * other in a circle, which optional needs allow, stand side by side.
 */
export function dependencyLayout(services: readonly ServiceEntry[]): DependencyLayout {
  const serves = providersOf(services);
  const needed = new Set([...serves.values()].flat());
  const alone = services.filter((service) => !needed.has(service) && serves.get(service)?.length === 0);
  const columns = withoutGaps(columnsOf(services, serves), alone);
  const lines = [...columns.keys()].flatMap((from) => directProviders(from, serves).map((to) => ({ from, to })));
  const rows = new Map<ServiceEntry, number>();
  const ways = new Map<Line, Waypoint[]>(lines.map((line) => [line, []]));
  const depth = Math.max(0, ...[...columns.values()].map((column) => column + 1));
  for (let column = 0; column < depth; column += 1) {
    const passing = lines.filter(({ from, to }) => columnIn(columns, to) < column && column < columnIn(columns, from));
    const members = [...[...columns].flatMap(([service, own]) => (own === column ? [service] : [])), ...passing].map(
      (member) => ({ member, near: nearRow(member, rows, ways) }),
    );
    members.sort((a, b) => a.near - b.near || nameOf(a.member).localeCompare(nameOf(b.member)));
    for (const [row, { member }] of members.entries()) {
      if (isLine(member)) ways.get(member)?.push({ column, row });
      else rows.set(member, row);
    }
  }
  const nodes = new Map(
    [...columns].map(([service, column]) => [service, { service, column, row: rows.get(service) ?? 0 }]),
  );
  const edges = lines.flatMap((line) => {
    const [from, to] = [nodes.get(line.from), nodes.get(line.to)];
    return from && to ? [{ from, to, way: ways.get(line) ?? [] }] : [];
  });
  const used = [...nodes.values(), ...edges.flatMap(({ way }) => way)].map(({ row }) => row + 1);
  return { nodes: [...nodes.values()], edges, columns: depth, rows: Math.max(0, ...used), alone };
}

interface Line {
  readonly from: ServiceEntry;
  readonly to: ServiceEntry;
}

const isLine = (member: ServiceEntry | Line): member is Line => 'to' in member;
const nameOf = (member: ServiceEntry | Line) => (isLine(member) ? member.from : member).component;
const columnIn = (columns: ReadonlyMap<ServiceEntry, number>, service: ServiceEntry) => columns.get(service) ?? 0;

/** The row at which a member of a column is best seen: by those that serve it, or where the line comes from. */
function nearRow(
  member: ServiceEntry | Line,
  rows: ReadonlyMap<ServiceEntry, number>,
  ways: ReadonlyMap<Line, readonly Waypoint[]>,
): number {
  if (isLine(member)) return ways.get(member)?.at(-1)?.row ?? rows.get(member.to) ?? 0;
  const direct = [...ways].filter(([{ from }]) => from === member);
  return average(direct.map(([{ to }, way]) => way.at(-1)?.row ?? rows.get(to) ?? 0));
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

/** The columns numbered as they are used, without those that stand alone. */
function withoutGaps(
  columns: ReadonlyMap<ServiceEntry, number>,
  alone: readonly ServiceEntry[],
): ReadonlyMap<ServiceEntry, number> {
  const shown = [...columns].filter(([service]) => !alone.includes(service));
  const used = [...new Set(shown.map(([, column]) => column))].sort((a, b) => a - b);
  return new Map(shown.map(([service, column]) => [service, used.indexOf(column)]));
}

const average = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
