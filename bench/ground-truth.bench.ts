import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { judge, type Verdict } from '../packages/communication-server/test/support/ground-truth/observe.js';
import { contactsOf, rows, runAll } from './ground-truth/run-parallel.js';
import type { Comparison } from './harness.js';

/**
 * The router of production against exact values of queueing theory: each has to lie in the 99.9 % interval of 20 independent
 * runs, half of which has to be below 3 % of it. Seeds are fixed, so the figures are the same wherever it is run; it takes half
 * an hour on two processors that have other work, too.
 */
export const name = 'ground-truth';

const NARROW = 0.03;

export async function run(): Promise<readonly Comparison[]> {
  const found = new Map<number, readonly Comparison[]>();
  await runAll(
    () => new Worker(fileURLToPath(import.meta.url)),
    (row, runs, seconds) => {
      const system = rows[row];
      if (!system) return;
      const verdicts = judge(system, runs);
      console.log(lineOf(system.name, verdicts, contactsOf(system), seconds));
      found.set(
        row,
        verdicts.map((verdict) => comparison(system.name, verdict)),
      );
    },
  );
  return [...found].toSorted(([a], [b]) => a - b).flatMap(([, comparisons]) => comparisons);
}

/** A row of the table in the README of the communication server: the figure whose interval is widest. */
function lineOf(system: string, verdicts: readonly Verdict[], contacts: number, seconds: number): string {
  const widest = verdicts.reduce((wide, verdict) => (verdict.half > wide.half ? verdict : wide));
  const inside = verdicts.filter((verdict) => verdict.inside).length;
  const cells = [
    system,
    `${inside} of ${verdicts.length}`,
    widest.figure,
    digits(widest.exact),
    digits(widest.found.value),
    `${(100 * widest.half).toFixed(1)} %`,
    contacts.toLocaleString('en'),
    Math.round(seconds).toLocaleString('en'),
  ];
  return `| ${cells.join(' | ')} |`;
}

const digits = (value: number) => value.toPrecision(5);

function comparison(system: string, { figure, exact, found, half, inside }: Verdict): Comparison {
  return {
    case: `${system}: ${figure}`,
    ours: found.value,
    peer: exact,
    peerName: 'exactly',
    unit: figure.startsWith('wait of') || figure.startsWith('speedOfAnswer') ? 's' : 'share',
    ratio: exact === 0 ? Number(found.value === 0) : found.value / exact,
    bar: 1,
    ok: inside && half < NARROW,
    oursSpread: 2 * half,
    peerSpread: 0,
  };
}
