import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { ModelListing, OpenedModel } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { useSession } from '../session/use-session.js';
import { AdministratorPage } from '../shared/administrator-page.js';
import { LoadingPage } from '../shared/loading-page.js';
import { useTitle } from '../shared/use-title.js';
import { ModelDeskView } from './model-desk-view.js';

/** Models of the company beside the tables they describe. Which one is worked at is in the address. */
export function ModelerPage() {
  const { company } = useSession();
  const [search, setSearch] = useSearchParams();
  useTitle('Modeler', company);
  const models = useQuery({
    queryKey: ['models'],
    queryFn: () => api.get<ModelListing[]>('/api/studio/models'),
    meta: { quiet: true },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const names = models.data?.map(({ model }) => model) ?? [];
  const asked = search.get('model') ?? '';
  const name = names.includes(asked) ? asked : names[0];
  const opened = useQuery({
    queryKey: ['model', name],
    queryFn: () => api.get<OpenedModel>(`/api/studio/models/${encodeURIComponent(name ?? '')}`),
    enabled: name !== undefined,
    meta: { quiet: true },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const failed = models.isError ? models : opened.isError ? opened : undefined;
  return (
    <AdministratorPage area="Studio" failed={failed}>
      {!failed && !opened.data && <LoadingPage />}
      {!failed && opened.data && (
        <ModelDeskView
          key={opened.dataUpdatedAt}
          opened={opened.data}
          models={names}
          onModel={(model) => setSearch({ model }, { replace: true })}
        />
      )}
    </AdministratorPage>
  );
}
