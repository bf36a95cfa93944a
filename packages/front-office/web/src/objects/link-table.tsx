import { Table, Text } from '@mantine/core';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { fieldsOf } from './object-fields.js';

export interface LinkTableProps {
  /** The type of the linked objects. */
  readonly type: ObjectType | undefined;
  readonly label: string;
  readonly columns: readonly string[];
  readonly entities: readonly Entity[];
}

/** The objects linked to another, one a row. */
export function LinkTable({ type, label, columns, entities }: LinkTableProps) {
  const [first] = entities;
  if (!type || !first)
    return (
      <Text size="sm" c="dimmed">
        None
      </Text>
    );
  return (
    // A region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section style={{ overflowX: 'auto' }} tabIndex={0} aria-label={label}>
      <Table fz="xs" verticalSpacing={3} horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            {fieldsOf(type, first, columns, DESKTOP_LOCALE).map(({ name, label: heading, numeric }) => (
              <Table.Th key={name} ta={numeric ? 'right' : 'left'}>
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entities.map((entity) => (
            <Table.Tr key={entity.key}>
              {fieldsOf(type, entity, columns, DESKTOP_LOCALE).map(({ name, text, numeric }) => (
                <Table.Td key={name} ta={numeric ? 'right' : 'left'} style={{ fontVariantNumeric: 'tabular-nums' }}>
                  {text}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
