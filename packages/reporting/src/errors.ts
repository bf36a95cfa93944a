import { defineErrors, error } from '@caruso/core';

const list = (names: readonly string[]) => (names.length ? names.join(', ') : 'none');

/** The errors of this package (`CRS-REP-…`). */
export const ReportingErrors = defineErrors('REP', {
  UnknownReport: error(
    1,
    'not-found',
    ({ report, known }: { report: string; known: readonly string[] }) =>
      `There is no report "${report}". The reports are: ${list(known)}.`,
  ),
  BadRange: error(
    2,
    'invalid',
    ({ from, to, reason }: { from: string; to: string; reason: string }) =>
      `A report from ${from} to ${to} is not possible: ${reason}.`,
  ),
  BadGrouping: error(
    3,
    'invalid',
    ({ report, groupBy, allowed }: { report: string; groupBy: string; allowed: readonly string[] }) =>
      `The report "${report}" cannot be grouped by ${groupBy}, only by ${list(allowed)}.`,
  ),
  UnknownQueue: error(
    4,
    'not-found',
    ({ queue, known }: { queue: string; known: readonly string[] }) =>
      `There is no queue "${queue}". The queues are: ${list(known)}.`,
  ),
  UnknownZone: error(
    10,
    'invalid',
    ({ zone }: { zone: string }) =>
      `"${zone}" is no time zone. Write it as the IANA database does, e.g. Europe/Berlin.`,
  ),
  UnreadableReports: error(
    11,
    'invalid',
    ({ folder, reason }: { folder: string; reason: string }) =>
      `The report documents in ${folder} cannot be read: ${reason}.`,
  ),
  DuplicateReport: error(
    12,
    'invalid',
    ({ report, files }: { report: string; files: readonly string[] }) =>
      `The report "${report}" is defined in ${files.join(' and ')}. Give one of them another id.`,
  ),
  NothingLive: error(
    13,
    'unavailable',
    (_: object) => 'There is no contact centre in this assembly, so there is no present to show. Reports can be run.',
  ),
  AnotherProjection: error(
    20,
    'conflict',
    ({ event }: { event: number }) =>
      `Another process carries the facts on from event ${event}, and was faster each time. Ask again.`,
  ),
  LogEndsEarly: error(
    21,
    'internal',
    ({ event }: { event: number }) =>
      `The facts reflect event ${event}, but the event log ends before it. Restore the log and the facts from the same backup.`,
  ),
});
