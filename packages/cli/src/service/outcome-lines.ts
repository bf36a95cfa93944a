import type { Drained, Explanation, Receipt } from './control-options.js';
import { milliseconds } from './entry-table.js';

/** What a replacement has cost, a line a fact. */
export function receiptLines(receipt: Receipt): readonly string[] {
  const { component, from, to, startMs, pausedMs, parked, rolledBack } = receipt;
  return [
    rolledBack === undefined
      ? `${component}: ${from} -> ${to}`
      : `${component}: ${from} stays, ${to} was taken back: ${rolledBack}`,
    pausedMs === undefined
      ? `  started and checked in ${milliseconds(startMs)}, while ${from} took the calls`
      : `  started and checked in ${milliseconds(startMs)}, after ${from} had stopped; calls waited ${milliseconds(pausedMs)}`,
    ...callLines({ ...receipt, inFlight: receipt.inFlightAtFlip }),
    ...(parked === 0 ? [] : [`  ${count(parked, 'call')} had waited for a provider and went to ${to}`]),
  ];
}

/** How the calls of a service that was taken out came to their end. */
export function drainedLines(service: string, drained: Drained): readonly string[] {
  return [`${service} is taken out`, ...callLines(drained)];
}

function callLines({ inFlight, drained, aborted, lost, longestMs }: Drained): readonly string[] {
  return [
    `  ${count(inFlight, 'call')} in flight: ${drained} ended by themselves, ${aborted} were told to end, ${lost} were lost`,
    ...(inFlight === 0 ? [] : [`  the last one took ${milliseconds(longestMs)}`]),
  ];
}

/** Who serves a contract, and why not the others. */
export function explanationLines({ contract, candidates, parked }: Explanation): readonly string[] {
  const winner = candidates.find(({ chosen }) => chosen);
  return [
    winner === undefined
      ? `${contract}: nobody takes calls`
      : `${contract}: calls go to ${winner.component} ${winner.version}`,
    ...candidates.map(
      ({ component, version, chosen, reason }) => `  ${chosen ? '*' : '-'} ${component} ${version}: ${reason}`,
    ),
    ...(parked === 0 ? [] : [`  ${count(parked, 'call')} ${parked === 1 ? 'waits' : 'wait'} for a provider`]),
  ];
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
