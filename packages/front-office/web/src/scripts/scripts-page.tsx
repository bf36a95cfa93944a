import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { OpenedScript, ScriptListing } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { useSession } from '../session/use-session.js';
import { AdministratorPage } from '../shared/administrator-page.js';
import { LoadingPage } from '../shared/loading-page.js';
import { useTitle } from '../shared/use-title.js';
import { NewScript } from './new-script.js';
import { ScriptDeskView } from './script-desk-view.js';
import styles from './scripts-page.module.css';
import { pathOfScript } from './use-script-desk.js';

/** The dialog scripts of the company, as pictures and as text. Which one is worked at is in the address. */
export function ScriptsPage() {
  const { company } = useSession();
  const [search, setSearch] = useSearchParams();
  const client = useQueryClient();
  useTitle('Scripts', company);
  const scripts = useQuery({
    queryKey: ['scripts'],
    queryFn: () => api.get<ScriptListing[]>('/api/studio/scripts'),
    meta: { quiet: true },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const asked = search.get('script') ?? '';
  const names = scripts.data?.map(({ name }) => name) ?? [];
  const name = names.includes(asked) ? asked : names[0];
  const opened = useQuery({
    queryKey: ['script', name],
    queryFn: () => api.get<OpenedScript>(pathOfScript(name ?? '')),
    enabled: name !== undefined,
    meta: { quiet: true },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const show = (script: string) => setSearch({ script }, { replace: true });
  const showNew = async (script: string) => {
    await client.invalidateQueries({ queryKey: ['scripts'] });
    show(script);
  };
  const failed = scripts.isError ? scripts : opened.isError ? opened : undefined;
  return (
    <AdministratorPage area="Studio" failed={failed}>
      {!failed && !opened.data && (names.length > 0 || scripts.isPending) && <LoadingPage />}
      {!failed && scripts.data?.length === 0 && (
        <main className={styles.none}>
          <p>There is no script yet.</p>
          <NewScript onCreated={(script) => void showNew(script)} />
        </main>
      )}
      {!failed && opened.data && (
        <ScriptDeskView
          key={`${opened.data.name} ${opened.dataUpdatedAt}`}
          opened={opened.data}
          scripts={scripts.data ?? []}
          onScript={show}
          onCreated={(script) => void showNew(script)}
          onListChanged={() => void client.invalidateQueries({ queryKey: ['scripts'] })}
        />
      )}
    </AdministratorPage>
  );
}
