import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReportQuery, ReportSummary } from '../../../src/api-types.js';

type GroupBy = NonNullable<ReportQuery['groupBy']>;

export interface ReportWish {
  readonly report: string;
  readonly from: string;
  readonly to: string;
  readonly groupBy: GroupBy;
}

export interface ReportControlsProps {
  readonly reports: readonly ReportSummary[];
  readonly chosen: ReportSummary;
  readonly wish: ReportWish;
  /** Whether the days are such that a report can be run. */
  readonly sensible: boolean;
  /** Where the same report can be had as a file. */
  readonly csv: string | undefined;
  readonly onChange: (wish: ReportWish) => void;
}

const GROUPS: Record<GroupBy, string> = { queue: 'Queue', hour: 'Hour of the day', day: 'Day', week: 'Week' };

/** Which report, over which days, by what. */
export function ReportControls({ reports, chosen, wish, sensible, csv, onChange }: ReportControlsProps) {
  return (
    <Group gap="sm" align="flex-start">
      <NativeSelect
        size="xs"
        label="Report"
        data={reports.map(({ id, title }) => ({ value: id, label: title }))}
        value={chosen.id}
        onChange={(event) => onChange({ ...wish, report: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        type="date"
        label="From"
        max={wish.to}
        value={wish.from}
        onChange={(event) => onChange({ ...wish, from: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        type="date"
        label="To"
        min={wish.from}
        value={wish.to}
        onChange={(event) => onChange({ ...wish, to: event.currentTarget.value })}
        error={sensible ? undefined : 'Choose a first and a last day, in this order.'}
      />
      <NativeSelect
        size="xs"
        label="Group by"
        data={chosen.groupBy.map((value) => ({ value, label: GROUPS[value] }))}
        value={wish.groupBy}
        onChange={(event) => {
          const groupBy = chosen.groupBy.find((value) => value === event.currentTarget.value);
          if (groupBy) onChange({ ...wish, groupBy });
        }}
      />
      {csv && (
        <Button
          component="a"
          href={csv}
          download
          size="xs"
          mt={25}
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
        >
          Download CSV
        </Button>
      )}
    </Group>
  );
}
