import type { Drained, Receipt, ServiceOrder } from '../../../src/api-types.js';
import { formatMilliseconds } from '../format/milliseconds.js';

/** What an order is about, and how it stands, in one line. */
export function orderTitle({ kind, component, module = '', receipt, state }: ServiceOrder): string {
  if (receipt?.rolledBack !== undefined) return `${component}: ${receipt.to} taken back, ${receipt.from} stays`;
  if (receipt) return `${component}: ${receipt.from} → ${receipt.to}`;
  const done = kind === 'drain' ? 'taken out' : `replaced by ${module}`;
  if (state === 'running') return `${component}: being ${done}`;
  return `${component}: ${state === 'failed' ? 'not ' : ''}${done}`;
}

/** How well an order went: everything is there, something was lost or taken back, or it has not been done. */
export function orderResult({ state, receipt, drained }: ServiceOrder): 'running' | 'good' | 'bad' {
  if (state === 'running') return 'running';
  const lost = receipt?.lost ?? drained?.lost ?? 0;
  return state === 'done' && lost === 0 && receipt?.rolledBack === undefined ? 'good' : 'bad';
}

/** What happens while an order is carried out. */
export function orderProgress({ kind, watchedMs }: ServiceOrder): string {
  if (kind === 'drain') return 'Calls in flight come to their end…';
  if (watchedMs === undefined) return 'The new version starts, is checked and takes over…';
  return `The new version starts, is checked and takes over. It is watched for ${formatMilliseconds(watchedMs)}; when a call fails, the present one comes back…`;
}

/** A figure of an order. */
export interface OrderFigure {
  readonly label: string;
  readonly value: string;
  /** Set for the figure that must be nought. */
  readonly isLost?: boolean;
}

/** What an order has cost. */
export function orderFigures({ receipt, drained }: ServiceOrder): readonly OrderFigure[] {
  if (receipt) {
    return [
      { label: 'Start and check', value: formatMilliseconds(receipt.startMs) },
      ...callFigures({ ...receipt, inFlight: receipt.inFlightAtFlip }),
      { label: 'Had waited', value: String(receipt.parked) },
    ];
  }
  return drained ? callFigures(drained) : [];
}

function callFigures({
  inFlight,
  drained,
  aborted,
  lost,
  longestMs,
}: Drained | (Receipt & { readonly inFlight: number })): readonly OrderFigure[] {
  return [
    { label: 'In flight', value: String(inFlight) },
    { label: 'Ended by themselves', value: String(drained) },
    { label: 'Told to end', value: String(aborted) },
    { label: 'Lost', value: String(lost), isLost: true },
    { label: 'Longest', value: inFlight === 0 ? formatMilliseconds(undefined) : formatMilliseconds(longestMs) },
  ];
}
