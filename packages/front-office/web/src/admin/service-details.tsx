import { Stack } from '@mantine/core';
import type { ServiceEntry } from '../../../src/api-types.js';
import { formatMoment, NO_VALUE } from '../format/attribute-value.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { formatMilliseconds } from '../format/milliseconds.js';
import { Facts } from '../shared/facts.js';
import { Panel } from '../shared/panel.js';
import { ContractExplanation } from './contract-explanation.js';
import { ServiceStateBadge } from './service-state-badge.js';

export interface ServiceDetailsProps {
  readonly service: ServiceEntry;
  /** Differs as soon as somebody else may be called. */
  readonly situation: string;
}

/** All that is known of one service. */
export function ServiceDetails({ service, situation }: ServiceDetailsProps) {
  const { runsIn, ranking, properties, calls, failures, leases, p50Ms, p99Ms, since, startedAt, dependants } = service;
  const moment = (ms: number) => formatMoment(new Date(ms), DESKTOP_LOCALE) ?? NO_VALUE;
  const own = Object.entries(properties).map(([name, value]) => `${name} = ${value}`);
  return (
    <>
      <Facts
        facts={[
          ['State', <ServiceStateBadge key="state" state={service.state} />],
          ...(service.reason === undefined ? [] : [['Reason', service.reason] as const]),
          ['Calls', `${calls}, of which ${failures} failed; ${leases} in flight`],
          [
            'Duration',
            p50Ms === undefined
              ? NO_VALUE
              : `half within ${formatMilliseconds(p50Ms)}, 99 % within ${formatMilliseconds(p99Ms)}`,
          ],
          ['Runs in', runsIn === 'inline' ? 'the main thread' : runsIn === 'worker' ? 'a worker thread' : runsIn],
          ['Ranking', String(ranking)],
          ['Properties', own.join(', ') || NO_VALUE],
          ['Needed by', dependants.join(', ') || NO_VALUE],
          ['Registered', moment(since)],
          ['Started', startedAt === undefined ? NO_VALUE : moment(startedAt)],
        ]}
      />
      <Panel title="Provides">
        <Stack gap="xs" fz="sm">
          {service.contracts.map((contract) => (
            <ContractExplanation key={contract.name} contract={contract} situation={situation} />
          ))}
          {service.contracts.length === 0 && 'Nothing.'}
        </Stack>
      </Panel>
      <Panel title="Needs">
        <Stack gap={4} fz="sm">
          {service.needs.map(({ contract, optional, from }) => (
            <div key={contract}>
              <strong>{contract}</strong>{' '}
              {from.length > 0
                ? `from ${from.join(' or ')}`
                : optional
                  ? 'from nobody, which is allowed'
                  : 'from nobody'}
            </div>
          ))}
          {service.needs.length === 0 && 'Nothing.'}
        </Stack>
      </Panel>
    </>
  );
}
