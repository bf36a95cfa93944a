import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { ServicesView } from '../../../src/api-types.js';
import { useEventStream } from '../api/use-event-stream.js';
import { ConnectionBanner } from '../shared/connection-banner.js';
import { Panel } from '../shared/panel.js';
import { filterServices, nextSorting, type Sorting, sortServices } from './arrange-services.js';
import { DependencyPicture } from './dependency-picture.js';
import styles from './live-services.module.css';
import { OrderCard } from './order-card.js';
import { ServiceDrawer } from './service-drawer.js';
import { ServiceTable } from './service-table.js';

const isOlder = (view: ServicesView, than: ServicesView) => view.at < than.at;
const SHOWN_ORDERS = 10;

/** The services now, live. Which one is looked at is in the address, so that it can be linked to. */
export function LiveServices({ first }: { readonly first: ServicesView }) {
  const { value: view = first, state } = useEventStream('services', isOlder);
  const [typed, setTyped] = useState('');
  const [sorting, setSorting] = useState<Sorting>({ by: 'component', descending: false });
  const [search, setSearch] = useSearchParams();
  const shown = sortServices(filterServices(view.services, typed), sorting);
  return (
    <>
      <ConnectionBanner state={state} />
      <main className={styles.main} data-stale={state === 'lost'}>
        <Panel
          title={`Services (${view.services.length})`}
          actions={
            <TextInput
              size="xs"
              aria-label="Filter services"
              placeholder="Filter"
              leftSection={<IconSearch size={14} aria-hidden />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          }
        >
          <ServiceTable
            services={shown}
            sorting={sorting}
            onSort={(by) => setSorting((now) => nextSorting(now, by))}
            onOpen={({ id }) => setSearch({ service: id }, { replace: true })}
          />
        </Panel>
        <DependencyPicture services={view.services} />
        {view.orders.length > 0 && (
          <Panel title="Replaced and taken out">
            <div className={styles.orders}>
              {view.orders.slice(0, SHOWN_ORDERS).map((order) => (
                <OrderCard key={order.id} order={order} />
              ))}
            </div>
          </Panel>
        )}
      </main>
      <ServiceDrawer view={view} selected={search.get('service')} onClose={() => setSearch({}, { replace: true })} />
    </>
  );
}
