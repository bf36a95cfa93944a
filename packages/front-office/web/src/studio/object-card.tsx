import { IconChevronDown, IconChevronRight, IconKey } from '@tabler/icons-react';
import { type DragEvent, useId, useState } from 'react';
import type { OutlinedObject } from '../../../src/api-types.js';
import styles from './object-card.module.css';
import { type ChosenColumn, type ChosenTarget, COLUMN_KIND, droppedColumn } from './selection.js';

type Member = OutlinedObject['members'][number];

export interface ObjectCardProps {
  readonly object: OutlinedObject;
  /** Whether it lies in the table that is looked at. */
  readonly isHere: boolean;
  readonly chosen: ChosenTarget | undefined;
  readonly canMap: boolean;
  readonly onTarget: (target: ChosenTarget) => void;
  readonly onDrop: (column: ChosenColumn, target: ChosenTarget) => void;
}

/** An object: a column dropped on its name becomes a new attribute, on one of its members it is mapped to that one. */
export function ObjectCard({ object, isHere, chosen, canMap, onTarget, onDrop }: ObjectCardProps) {
  const [toggled, setToggled] = useState<boolean>();
  const id = useId();
  const isOpen = toggled ?? (isHere || chosen !== undefined);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const { name, members, store, tables } = object;
  const target = (to: ChosenTarget) => ({
    'aria-pressed': chosen !== undefined && chosen.member === to.member,
    onClick: () => onTarget(to),
    ...(canMap ? dropOn(to, onDrop) : {}),
  });
  return (
    <section className={styles.card} aria-label={name} data-object={name}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={`Members of ${name}`}
          onClick={() => setToggled(!isOpen)}
        >
          <Chevron size={16} aria-hidden />
        </button>
        <button type="button" className={styles.object} {...target({ object: name })}>
          <strong>{name}</strong>
          <span className={styles.place}>
            {store === undefined ? 'not mapped' : `${tables.join(', ')} in ${store}`}
          </span>
        </button>
      </div>
      <ul id={id} className={styles.members} hidden={!isOpen}>
        {(isOpen ? members : []).map((member) => (
          <li key={member.name}>
            {member.unmappable ? (
              <div className={styles.member}>
                <MemberText member={member} />
              </div>
            ) : (
              <button type="button" className={styles.member} {...target({ object: name, member: member.name })}>
                <MemberText member={member} />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const WHY = { formula: 'computed', many: 'the other side of a link' } as const;

function MemberText({ member: { name, type, key, required, mapped, unmappable } }: { readonly member: Member }) {
  return (
    <>
      <span className={styles.name}>
        {name}
        {key && <IconKey size={13} aria-label="key" className={styles.key} />}
      </span>
      <span className={styles.type}>
        {type}
        {required ? ', required' : ''}
      </span>
      <span className={styles.column} data-mapped={mapped !== undefined || unmappable !== undefined}>
        {unmappable ? WHY[unmappable] : mapped ? `${mapped.table}.${mapped.columns.join(', ')}` : 'no column'}
      </span>
    </>
  );
}

function dropOn(target: ChosenTarget, onDrop: ObjectCardProps['onDrop']) {
  const mark = (event: DragEvent<HTMLElement>, isOver: boolean) => {
    event.currentTarget.dataset.over = String(isOver);
  };
  return {
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!event.dataTransfer.types.includes(COLUMN_KIND)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'link' as const;
      mark(event, true);
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => mark(event, false),
    onDrop: (event: DragEvent<HTMLElement>) => {
      mark(event, false);
      const column = droppedColumn(event.dataTransfer);
      if (column === undefined) return;
      event.preventDefault();
      onDrop(column, target);
    },
  };
}
