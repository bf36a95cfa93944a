import { Text } from '@mantine/core';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Report, ReportQuery, Reports } from '../../../src/api-types.js';
import { addressOf, api } from '../api/api.js';
import { formatDate } from '../format/attribute-value.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { Panel } from '../shared/panel.js';
import { ContactChart } from './contact-chart.js';
import { ReportControls, type ReportWish } from './report-controls.js';
import { weekUpTo } from './report-period.js';
import styles from './report-tab.module.css';
import { ReportTable } from './report-table.js';

/** Reports over the past: chosen, shown, downloaded. */
export function ReportTab() {
  const listed = useQuery({ queryKey: ['reports'], queryFn: () => api.get<Reports>('/api/reports') });
  return listed.data && <ChosenReport listed={listed.data} />;
}

function ChosenReport({ listed: { today, reports } }: { readonly listed: Reports }) {
  const [wish, setWish] = useState<ReportWish>(() => ({ ...weekUpTo(today), report: '', groupBy: 'queue' }));
  const chosen = reports.find(({ id }) => id === wish.report) ?? reports[0];
  const groupBy = chosen && !chosen.groupBy.includes(wish.groupBy) ? (chosen.groupBy[0] ?? 'queue') : wish.groupBy;
  const query = { from: wish.from, to: wish.to, groupBy } satisfies ReportQuery;
  const path = chosen && `/api/reports/${encodeURIComponent(chosen.id)}`;
  const sensible = wish.from !== '' && wish.to !== '' && wish.from <= wish.to;

  const report = useQuery({
    queryKey: ['report', chosen?.id, query],
    queryFn: path && sensible ? () => api.get<Report>(path, query) : skipToken,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });

  if (!chosen) return <Text size="sm">There is no report.</Text>;
  return (
    <div className={styles.report}>
      <ReportControls
        reports={reports}
        chosen={chosen}
        wish={{ ...wish, groupBy }}
        sensible={sensible}
        csv={path && sensible ? addressOf(`${path}/csv`, query) : undefined}
        onChange={setWish}
      />
      {report.data && (
        <>
          <Panel title={report.data.title}>
            <ReportTable report={report.data} />
          </Panel>
          <ContactChart report={report.data} />
          <Text size="xs" c="dimmed" ta="right">
            {formatDate(report.data.from, DESKTOP_LOCALE)} to {formatDate(report.data.to, DESKTOP_LOCALE)} (
            {report.data.zone}), counted up to event {report.data.event}
          </Text>
        </>
      )}
    </div>
  );
}
