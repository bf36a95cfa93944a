import { Drawer, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ServicesView } from '../../../src/api-types.js';
import { OrderCard } from './order-card.js';
import { ServiceActions } from './service-actions.js';
import { ServiceDetails } from './service-details.js';
import styles from './service-drawer.module.css';

export interface ServiceDrawerProps {
  readonly view: ServicesView;
  /** The id of the service that is looked at. */
  readonly selected: string | null;
  readonly onClose: () => void;
}

/** One service: what can be done to it, what was done to it last, and all that is known. */
export function ServiceDrawer({ view: { services, orders }, selected, onClose }: ServiceDrawerProps) {
  // While it closes it goes on showing what it showed.
  const [shown, setShown] = useState(selected);
  if (selected !== null && selected !== shown) setShown(selected);
  const service = services.find(({ id }) => id === shown);
  const order = orders.find((one) => one.service === shown);
  const name = service ? `${service.component} ${service.version}` : (order?.component ?? '');
  const situation = services.map(({ id, version, state, reason }) => [id, version, state, reason].join(' ')).join('\n');
  return (
    <Drawer
      opened={selected !== null && (service !== undefined || order !== undefined)}
      onClose={onClose}
      position="right"
      size="min(34rem, 100%)"
      title={<strong>{name}</strong>}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        {service ? (
          <ServiceActions
            key={service.id}
            service={service}
            others={services.filter((other) => other !== service)}
            running={order?.state === 'running' ? order : undefined}
          />
        ) : (
          <Text size="sm">It has been taken out.</Text>
        )}
        <div role="status" className={styles.order}>
          {order && <OrderCard order={order} />}
        </div>
        {service && <ServiceDetails service={service} situation={situation} />}
      </Stack>
    </Drawer>
  );
}
