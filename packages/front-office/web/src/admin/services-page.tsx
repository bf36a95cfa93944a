import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ServicesView } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { useSession } from '../session/use-session.js';
import { AdministratorHeader } from '../shared/administrator-header.js';
import { LoadingPage } from '../shared/loading-page.js';
import { Notice } from '../shared/notice.js';
import { useTitle } from '../shared/use-title.js';
import { LiveServices } from './live-services.js';
import styles from './services-page.module.css';

/** The services of the assembly. Asked for once before the live view begins, because a refused stream does not tell why. */
export function ServicesPage() {
  const { company, user } = useSession();
  useTitle('Services', company);
  const services = useQuery({
    queryKey: ['services'],
    queryFn: () => api.get<ServicesView>('/api/services'),
    meta: { quiet: true },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className={styles.page}>
      <AdministratorHeader company={company} area="Administration" userName={user?.name ?? ''} />
      {services.isPending && <LoadingPage />}
      {services.isError && (
        <main className={styles.refusal}>
          <Notice tone="info">
            <p className={styles.message}>{services.error.message}</p>
            <Button size="xs" variant="default" onClick={() => void services.refetch()}>
              Try again
            </Button>
          </Notice>
        </main>
      )}
      {services.data && <LiveServices first={services.data} />}
    </div>
  );
}
