/** One figure of one round, in the comparison's unit. */
type Measure = () => number | Promise<number>;

/** What {@link compare} takes: the same work, done by us and by peers. */
export interface ComparisonDefinition {
  /** What is measured, e.g. `add, valid input`. */
  readonly case: string;
  /** Unit of the figures, e.g. `µs/call`. */
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  /** The promise: ours divided by the peer's is at most (lower is better) or at least (higher is better) this. */
  readonly bar: number;
  readonly ours: Measure;
  /** The peers by name. One whose `bar` differs from the common one brings its own; `null` compares without a promise. */
  readonly peers: Readonly<Record<string, Measure | { readonly measure: Measure; readonly bar: number | null }>>;
  /** Rounds that count; one more runs before them to warm up. Default 5. */
  readonly rounds?: number;
  /** Source of the order within a round; between 0 and 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** Ours against one peer: medians over the rounds, and how far the rounds were apart. */
export interface Comparison {
  readonly case: string;
  readonly ours: number;
  readonly peer: number;
  readonly peerName: string;
  readonly unit: string;
  /** Ours divided by the peer's. */
  readonly ratio: number;
  readonly bar: number | null;
  readonly ok: boolean;
  /** Largest minus smallest round, as a share of the median. */
  readonly oursSpread: number;
  readonly peerSpread: number;
}

/**
 * Measures ours and the peers in rounds. Within a round the order is shuffled, so that neither side always has the
 * warmer machine; medians keep one disturbed round from deciding.
 *
 * @example
 * ```ts
 * const rows = await compare({
 *   case: 'add', unit: 'µs/call', better: 'lower', bar: 0.5,
 *   ours: () => timePerCall(100_000, () => stub.add({ a: 1, b: 2 })),
 *   peers: { moleculer: () => timePerCall(100_000, () => broker.call('math.add', { a: 1, b: 2 })) },
 * });
 * ```
 */
export async function compare(definition: ComparisonDefinition): Promise<readonly Comparison[]> {
  const { unit, better, bar, rounds = 5, random = Math.random } = definition;
  const ours = { measure: definition.ours, figures: [] as number[] };
  const peers = Object.entries(definition.peers).map(([name, peer]) => ({
    name,
    figures: [] as number[],
    ...(typeof peer === 'function' ? { measure: peer, bar } : peer),
  }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of shuffled([ours, ...peers], random)) {
      const figure = await side.measure();
      if (round > 0) side.figures.push(figure);
    }
  }
  return peers.map((peer) => {
    const ratio = median(ours.figures) / median(peer.figures);
    return {
      case: definition.case,
      ours: median(ours.figures),
      peer: median(peer.figures),
      peerName: peer.name,
      unit,
      ratio,
      bar: peer.bar,
      ok: peer.bar === null || (better === 'lower' ? ratio <= peer.bar : ratio >= peer.bar),
      oursSpread: spread(ours.figures),
      peerSpread: spread(peer.figures),
    };
  });
}

/** Mean time of one of `count` calls made one after the other, in microseconds. */
export async function timePerCall(count: number, call: () => unknown): Promise<number> {
  const started = process.hrtime.bigint();
  for (let i = 0; i < count; i += 1) await call();
  return Number(process.hrtime.bigint() - started) / 1_000 / count;
}

function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function spread(figures: readonly number[]): number {
  return (Math.max(...figures) - Math.min(...figures)) / median(figures);
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
