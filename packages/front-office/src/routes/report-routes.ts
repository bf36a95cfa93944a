import { z } from 'zod';
import type { Reports } from '../api-types.js';
import type { EventStreams } from '../http/event-streams.js';
import { params, type Route, route } from '../http/route.js';
import { requireSession } from '../session/identity.js';
import { reportCsv } from './report-csv.js';
import type { Services } from './services.js';

const Query = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  groupBy: z.enum(['queue', 'hour', 'day', 'week']).default('queue'),
  queue: z.string().min(1).max(200).optional(),
});

/** The live monitor and the reports, for supervisors. */
export function reportRoutes({ reporting }: Services, streams: EventStreams): Route[] {
  const ofReport = params('report');
  const run = (report: string, { from, to, groupBy, queue }: z.output<typeof Query>) =>
    reporting.run({ report, from, to, groupBy, ...(queue === undefined ? {} : { queue }) });
  return [
    route('GET /api/monitor/stream', {}, ({ session, reply }) =>
      streams.send(reply, requireSession(session).id, 'monitor', (signal) => reporting.watchMonitor({}, { signal })),
    ),
    route('GET /api/reports', {}, async () => {
      const [reports, { day }] = await Promise.all([reporting.reports({}), reporting.today({})]);
      return { today: day, reports } satisfies Reports;
    }),
    route('GET /api/reports/:report', { params: ofReport, query: Query }, ({ params, query }) =>
      run(params.report, query),
    ),
    route('GET /api/reports/:report/csv', { params: ofReport, query: Query }, async ({ params, query, reply }) => {
      const report = await run(params.report, query);
      const file = `${report.report.replace(/[^A-Za-z0-9_-]/g, '-')}-${report.from}-${report.to}.csv`;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${file}"`)
        .send(reportCsv(report));
    }),
  ];
}
