import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { OutlinedObject } from '../../../src/api-types.js';
import { Notice } from '../shared/notice.js';
import { Panel } from '../shared/panel.js';
import { bareTable, type TablePlace } from './mapped-columns.js';
import { ObjectCard } from './object-card.js';
import styles from './objects-panel.module.css';
import type { ChosenColumn, ChosenTarget } from './selection.js';

export interface ObjectsPanelProps {
  readonly objects: readonly OutlinedObject[];
  readonly place: TablePlace;
  readonly target: ChosenTarget | undefined;
  readonly canMap: boolean;
  readonly onTarget: (target: ChosenTarget) => void;
  readonly onDrop: (column: ChosenColumn, target: ChosenTarget) => void;
}

/** The objects of the model with their attributes and links; those that lie in the table that is looked at come first. */
export function ObjectsPanel({ objects, place, target, canMap, onTarget, onDrop }: ObjectsPanelProps) {
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const liesHere = ({ store, tables }: OutlinedObject) =>
    store === place.store && tables.includes(bareTable(place.table));
  const shown = objects
    .filter(({ name, label, members }) =>
      [name, label, ...members.map((each) => each.name)].some((text) => text.toLowerCase().includes(wanted)),
    )
    .sort((a, b) => Number(liesHere(b)) - Number(liesHere(a)));
  return (
    <Panel
      title={`Objects (${objects.length})`}
      actions={
        <TextInput
          size="xs"
          aria-label="Filter objects"
          placeholder="Filter"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      }
    >
      <div className={styles.objects}>
        {shown.map((object) => (
          <ObjectCard
            key={object.name}
            {...{ object, canMap, onTarget, onDrop }}
            isHere={liesHere(object)}
            chosen={target?.object === object.name ? target : undefined}
          />
        ))}
        {shown.length === 0 && (
          <Notice tone="info">
            {objects.length === 0
              ? 'The documents describe no objects yet, or cannot be read. The problems beside the text say why.'
              : 'No object or attribute fits the filter.'}
          </Notice>
        )}
      </div>
    </Panel>
  );
}
