import { NO_VALUE } from './attribute-value.js';

/** A share (0-1) in per cent with one decimal; null is "no data", never zero. */
export function formatRatio(share: number | null): string {
  return share === null ? NO_VALUE : `${(share * 100).toFixed(1)} %`;
}
