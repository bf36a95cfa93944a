import { Loader, Text, TextInput, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type RefObject, useRef, useState } from 'react';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { moveFocus } from '../shared/move-focus.js';
import { fieldsOf } from './object-fields.js';
import styles from './object-search.module.css';
import { useObjectSearch } from './use-object-search.js';

export interface ObjectSearchProps {
  readonly type: ObjectType;
  readonly onPick: (entity: Entity) => void;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  /** What picking does, for the label of each result: `Show`, `Assign`. */
  readonly action: string;
}

/** Finds an object by what its searchable attributes contain; results are reached with the arrow keys. */
export function ObjectSearch({ type, onPick, inputRef, action }: ObjectSearchProps) {
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 250);
  const list = useRef<HTMLUListElement>(null);
  const found = useObjectSearch(type, wanted);
  const columns = type.presentation.list?.columns.slice(0, 4) ?? type.key;

  return (
    <search onKeyDown={(event) => moveFocus(event, list.current)} className={styles.search}>
      <TextInput
        {...(inputRef ? { ref: inputRef } : {})}
        size="sm"
        label={`Search for a ${type.label.toLowerCase()}`}
        placeholder={searchableLabels(type)}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={found.isFetching ? <Loader size={14} /> : null}
      />
      <Text role="status" size="xs" c="dimmed" className={styles.status ?? ''}>
        {found.data && wanted !== '' && countText(found.data.items.length, found.data.next !== undefined)}
      </Text>
      {found.data && wanted !== '' && (
        <ul ref={list} className={styles.results}>
          {found.data.items.map((entity) => (
            <li key={entity.key}>
              <UnstyledButton className={styles.result} onClick={() => onPick(entity)}>
                <span className={styles.title}>
                  <VisuallyHidden>{action} </VisuallyHidden>
                  {entity.title}
                </span>
                <span className={styles.facts}>
                  {fieldsOf(type, entity, columns, DESKTOP_LOCALE)
                    .map(({ text: value }) => value)
                    .join(' · ')}
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}

function searchableLabels(type: ObjectType): string {
  return type.attributes
    .filter(({ search }) => search)
    .map(({ label }) => label)
    .join(', ');
}

function countText(count: number, more: boolean): string {
  if (count === 0) return 'Nobody found';
  return more ? `The first ${count}; type more to narrow it down` : `${count} found`;
}
