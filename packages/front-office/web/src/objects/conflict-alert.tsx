import { Button, Group, Table, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ChangedMeanwhile, ObjectType } from '../../../src/api-types.js';
import { formatAttribute } from '../format/attribute-value.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { Notice } from '../shared/notice.js';

export interface ConflictAlertProps {
  readonly type: ObjectType;
  readonly conflict: ChangedMeanwhile;
  readonly busy: boolean;
  readonly onTakeTheirs: () => void;
  /** Saves over the version that is there now. */
  readonly onKeepMine: (version: string) => void;
}

/** Somebody else changed the object meanwhile: both versions side by side, and a choice. */
export function ConflictAlert({ type, conflict, busy, onTakeTheirs, onKeepMine }: ConflictAlertProps) {
  const first = useRef<HTMLButtonElement>(null);
  // The Save button was disabled while it had the focus, and so has lost it.
  useEffect(() => first.current?.focus(), []);
  const { current, yours } = conflict;
  const attributes = type.attributes.filter(({ name }) => name in yours.changes);
  return (
    <Notice tone="doubt">
      <Text fw={600} size="sm">
        Somebody else changed this meanwhile
      </Text>
      {current === null ? (
        'It has been deleted.'
      ) : (
        <Table fz="xs" verticalSpacing={2} horizontalSpacing={4} mb="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>Now</Table.Th>
              <Table.Th>Yours</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {attributes.map(({ name, label, type: kind }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">{label}</Table.Th>
                <Table.Td>{formatAttribute(current.values[name], kind, DESKTOP_LOCALE)}</Table.Td>
                <Table.Td>{formatAttribute(yours.changes[name], kind, DESKTOP_LOCALE)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group gap="xs">
        <Button ref={first} size="compact-xs" variant="default" onClick={onTakeTheirs}>
          Keep theirs
        </Button>
        {current && (
          <Button size="compact-xs" disabled={busy} onClick={() => onKeepMine(current.version)}>
            Save mine
          </Button>
        )}
      </Group>
    </Notice>
  );
}
