import { Checkbox, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { memo, useEffect, useMemo, useState } from 'react';
import type { OutlinedObject, StudioStore, StudioTable } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { Notice } from '../shared/notice.js';
import { Panel } from '../shared/panel.js';
import { ColumnList } from './column-list.js';
import { bareTable, type MappedColumns, mappedTables, type TablePlace } from './mapped-columns.js';
import type { ChosenColumn } from './selection.js';
import styles from './tables-panel.module.css';

export interface TablesPanelProps {
  readonly model: string;
  readonly objects: readonly OutlinedObject[];
  readonly place: TablePlace;
  readonly column: ChosenColumn | undefined;
  readonly onPlace: (place: TablePlace) => void;
  readonly onColumn: (column: ChosenColumn) => void;
}

const NOTHING: MappedColumns = new Map();

/** The tables of the stores, and of one table its columns with what lies in them. */
export const TablesPanel = memo(function TablesPanel(props: TablesPanelProps) {
  const { model, objects, place, column, onPlace, onColumn } = props;
  const [onlyUnmapped, setOnlyUnmapped] = useState(false);
  const stores = useQuery({ queryKey: ['studio-stores'], queryFn: () => api.get<StudioStore[]>('/api/studio/stores') });
  const store = place.store || stores.data?.find(({ schema }) => schema === 'readonly')?.name || stores.data?.[0]?.name;
  const tables = useQuery({
    queryKey: ['studio-tables', model, store],
    queryFn: () =>
      api.get<StudioTable[]>(
        `/api/studio/models/${encodeURIComponent(model)}/stores/${encodeURIComponent(store ?? '')}/tables`,
      ),
    enabled: store !== undefined,
    meta: { quiet: true },
  });
  const table = tables.data?.find(({ name }) => bareTable(name) === bareTable(place.table)) ?? tables.data?.[0];
  const first = place.table === '' ? table?.name : undefined;
  useEffect(() => {
    if (first !== undefined && store !== undefined) onPlace({ store, table: first });
  }, [first, store, onPlace]);
  const byTable = useMemo(() => mappedTables(objects, store ?? ''), [objects, store]);
  const mapped = byTable.get(bareTable(table?.name ?? '')) ?? NOTHING;
  const columns = table?.columns.filter(({ name }) => !onlyUnmapped || !mapped.has(name)) ?? [];
  return (
    <Panel title="Tables">
      <div className={styles.choice}>
        <NativeSelect
          size="xs"
          label="Store"
          data={(stores.data ?? []).map(({ name, engine }) => ({ value: name, label: `${name} (${engine})` }))}
          value={store ?? ''}
          onChange={(event) => onPlace({ store: event.currentTarget.value, table: '' })}
        />
        <NativeSelect
          size="xs"
          label="Table"
          data={(tables.data ?? []).map((each) => ({
            value: each.name,
            label: tableLabel(each, byTable.get(bareTable(each.name))),
          }))}
          value={table?.name ?? ''}
          onChange={(event) => onPlace({ store: store ?? '', table: event.currentTarget.value })}
        />
      </div>
      <Checkbox
        size="xs"
        className={styles.only ?? ''}
        label="Only columns that nothing is mapped to"
        checked={onlyUnmapped}
        onChange={(event) => setOnlyUnmapped(event.currentTarget.checked)}
      />
      {tables.isError && <Notice tone="error">{tables.error.message}</Notice>}
      {tables.data?.length === 0 && <Notice tone="info">The model knows no table of this store.</Notice>}
      {table && store !== undefined && (
        <ColumnList
          table={table}
          columns={columns}
          mapped={mapped}
          chosen={column?.store === store && column.table === table.name ? column.column : undefined}
          place={{ store, table: table.name }}
          onColumn={onColumn}
        />
      )}
    </Panel>
  );
});

function tableLabel(table: StudioTable, mapped: MappedColumns = NOTHING): string {
  const left = table.columns.filter(({ name }) => !mapped.has(name)).length;
  const kind = table.kind === 'view' ? ', a view' : '';
  return `${table.name}${kind} (${left === 0 ? 'all mapped' : `${left} of ${table.columns.length} unmapped`})`;
}
