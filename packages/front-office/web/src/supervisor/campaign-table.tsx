import { Badge, Button, Table } from '@mantine/core';
import type { Monitor } from '../../../src/api-types.js';
import { NO_VALUE, words } from '../format/attribute-value.js';
import { formatRatio } from '../format/ratio.js';
import { TONES } from '../shared/tones.js';
import { useCampaignActions } from './use-campaign-actions.js';

/** Each campaign that calls or may be started: who is left, what rings, and the day so far. */
export function CampaignTable({ campaigns }: { readonly campaigns: Monitor['campaigns'] }) {
  const { busy, start, pause } = useCampaignActions();
  return (
    <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs" style={{ fontVariantNumeric: 'tabular-nums' }}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Campaign</Table.Th>
          <Table.Th>Status</Table.Th>
          <Table.Th ta="right">To call</Table.Th>
          <Table.Th ta="right">Ringing</Table.Th>
          <Table.Th ta="right">Dialled</Table.Th>
          <Table.Th ta="right">Answered</Table.Th>
          <Table.Th ta="right">Dropped</Table.Th>
          <Table.Th ta="right">Dropped of answered</Table.Th>
          <Table.Th ta="right">Successes</Table.Th>
          <Table.Th>Calling</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {campaigns.map(({ campaign, name, status, open, ringing, today }) => (
          <Table.Tr key={campaign}>
            <Table.Th scope="row">{name}</Table.Th>
            <Table.Td>
              <Badge variant="light" color={status === 'running' ? TONES.go : 'gray'}>
                {words(status)}
              </Badge>
            </Table.Td>
            <Table.Td ta="right">{open}</Table.Td>
            <Table.Td ta="right">{ringing}</Table.Td>
            <Table.Td ta="right">{today.dialled}</Table.Td>
            <Table.Td ta="right">{today.answered}</Table.Td>
            <Table.Td ta="right">{today.dropped}</Table.Td>
            <Table.Td ta="right">{droppedShare(today)}</Table.Td>
            <Table.Td ta="right">{today.successes}</Table.Td>
            <Table.Td>
              {status === 'running' ? (
                <Button
                  size="compact-xs"
                  variant="default"
                  disabled={busy}
                  aria-label={`Pause ${name}`}
                  onClick={() => pause(campaign)}
                >
                  Pause
                </Button>
              ) : (
                <Button
                  size="compact-xs"
                  color={TONES.go}
                  disabled={busy}
                  aria-label={`Start ${name}`}
                  onClick={() => start(campaign)}
                >
                  Start
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Of the calls that people answered. */
function droppedShare({ answered, dropped }: Monitor['campaigns'][number]['today']): string {
  return answered + dropped === 0 ? NO_VALUE : formatRatio(dropped / (answered + dropped));
}
