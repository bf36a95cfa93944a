import { IconGripVertical, IconKey } from '@tabler/icons-react';
import type { StudioTable } from '../../../src/api-types.js';
import styles from './column-list.module.css';
import type { MappedColumns, TablePlace } from './mapped-columns.js';
import { type ChosenColumn, COLUMN_KIND } from './selection.js';

export interface ColumnListProps {
  readonly table: StudioTable;
  readonly columns: StudioTable['columns'];
  readonly mapped: MappedColumns;
  readonly chosen: string | undefined;
  readonly place: TablePlace;
  readonly onColumn: (column: ChosenColumn) => void;
}

/** Columns that can be dragged, or chosen by a click or the keyboard. */
export function ColumnList({ table, columns, mapped, chosen, place, onColumn }: ColumnListProps) {
  if (columns.length === 0) return <p className={styles.none}>All columns of this table are mapped.</p>;
  return (
    <ul className={styles.list} aria-label={`Columns of ${table.name}`}>
      {columns.map(({ name, engineType, nullable, comment }) => {
        const column = { ...place, column: name };
        const uses = mapped.get(name);
        return (
          <li key={name}>
            <button
              type="button"
              className={styles.column}
              aria-pressed={chosen === name}
              data-mapped={uses !== undefined}
              title={comment}
              draggable
              onClick={() => onColumn(column)}
              onDragStart={({ dataTransfer }) => {
                dataTransfer.setData(COLUMN_KIND, JSON.stringify(column));
                dataTransfer.setData('text/plain', name);
                dataTransfer.effectAllowed = 'link';
              }}
            >
              <IconGripVertical size={14} aria-hidden className={styles.grip} />
              <span className={styles.head}>
                <span className={styles.name}>
                  {name}
                  {table.key.includes(name) && <IconKey size={13} aria-label="key" className={styles.key} />}
                </span>
                <span className={styles.type}>
                  {engineType}
                  {nullable ? '' : ', not null'}
                </span>
              </span>
              <span className={styles.uses}>{uses === undefined ? 'not mapped' : [...new Set(uses)].join(', ')}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
