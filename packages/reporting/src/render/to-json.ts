import type { Report } from '../contract.js';

/** A report as JSON, exactly as the service gives it. */
export function toJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
