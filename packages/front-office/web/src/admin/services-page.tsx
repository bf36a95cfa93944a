import { useQuery } from '@tanstack/react-query';
import type { ServicesView } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { useSession } from '../session/use-session.js';
import { AdministratorPage } from '../shared/administrator-page.js';
import { LoadingPage } from '../shared/loading-page.js';
import { useTitle } from '../shared/use-title.js';
import { LiveServices } from './live-services.js';

/** The services of the assembly. Asked for once before the live view begins, because a refused stream does not tell why. */
export function ServicesPage() {
  const { company } = useSession();
  useTitle('Services', company);
  const services = useQuery({
    queryKey: ['services'],
    queryFn: () => api.get<ServicesView>('/api/services'),
    meta: { quiet: true },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <AdministratorPage area="Administration" failed={services.isError ? services : undefined}>
      {services.isPending && <LoadingPage />}
      {services.data && <LiveServices first={services.data} />}
    </AdministratorPage>
  );
}
