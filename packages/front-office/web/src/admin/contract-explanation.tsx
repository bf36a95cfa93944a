import { Text } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ServiceEntry, ServiceExplanation } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import styles from './contract-explanation.module.css';

export interface ContractExplanationProps {
  readonly contract: ServiceEntry['contracts'][number];
  /** Differs as soon as somebody else may be called. */
  readonly situation: string;
}

/** Who is called for a contract, and why not the others. */
export function ContractExplanation({ contract: { name, version }, situation }: ContractExplanationProps) {
  const explanation = useQuery({
    queryKey: ['explain', name, situation],
    queryFn: () => api.get<ServiceExplanation>('/api/services/explain', { contract: name }),
    meta: { quiet: true },
    placeholderData: keepPreviousData,
  });
  return (
    <div>
      <span className={styles.name}>{name}</span> {version}
      {explanation.isError && (
        <Text size="xs" c="dimmed">
          Who is called cannot be said at the moment.
        </Text>
      )}
      <ul className={styles.candidates}>
        {explanation.data?.candidates.map(({ id, component, version: of, chosen, reason }) => {
          const Icon = chosen ? IconCheck : IconMinus;
          return (
            <li key={id} className={styles.candidate} data-chosen={chosen}>
              <Icon size={13} aria-hidden className={styles.icon} />
              <span>
                {component} {of} {chosen ? 'is called' : 'is not called'}: {reason}
              </span>
            </li>
          );
        })}
      </ul>
      {explanation.data !== undefined && explanation.data.parked > 0 && (
        <Text size="xs" c="dimmed">
          {explanation.data.parked} calls wait for a provider.
        </Text>
      )}
    </div>
  );
}
