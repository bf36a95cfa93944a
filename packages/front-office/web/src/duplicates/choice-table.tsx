import { Radio, Table } from '@mantine/core';
import { useId } from 'react';
import type { Entity } from '../../../src/api-types.js';
import type { Choices, Difference } from './merge-choices.js';

export interface ChoiceTableProps {
  readonly pair: readonly [Entity, Entity];
  readonly differences: readonly Difference[];
  readonly choices: Choices;
  readonly onChoose: (name: string, key: string) => void;
}

/** The values in which two objects differ, side by side, and a choice for each. */
export function ChoiceTable({ pair, differences, choices, onChoose }: ChoiceTableProps) {
  const id = useId();
  return (
    <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs" withTableBorder aria-label="Which values are kept">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Field</Table.Th>
          {pair.map(({ key, title }) => (
            <Table.Th key={key}>
              {title} ({key})
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {differences.map(({ name, label, texts }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row">{label}</Table.Th>
            {pair.map(({ key }) => (
              <Table.Td key={key}>
                <Radio
                  name={`${id} ${name}`}
                  value={key}
                  size="xs"
                  label={texts[key]}
                  aria-label={`${label}: ${texts[key]}`}
                  checked={choices[name] === key}
                  onChange={() => onChoose(name, key)}
                />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
