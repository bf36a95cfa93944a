import { Badge, Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PublishedVersion } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { Notice } from '../shared/notice.js';
import type { ScriptDesk } from './use-script-desk.js';
import styles from './versions-panel.module.css';

/** What was published of a script, and the way back to it. */
export function VersionsPanel({ desk }: { readonly desk: ScriptDesk }) {
  const { name, address, stored } = desk;
  const client = useQueryClient();
  const versions = useQuery({
    queryKey: ['script-versions', name],
    queryFn: () => api.get<PublishedVersion[]>(`${address}/versions`),
    meta: { quiet: true },
  });
  const rollBack = useMutation({
    mutationFn: (version: string) => api.post(`${address}/roll-back`, { hash: stored.live?.hash ?? '', version }),
    meta: { quiet: true },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['script-versions', name] });
      await client.invalidateQueries({ queryKey: ['script', name] });
    },
  });
  return (
    <div className={styles.panel}>
      <p className={styles.doc}>
        New dialogs are begun on the live version; those that run stay on theirs. To roll back makes an earlier one
        live.
      </p>
      {rollBack.isError && <Notice tone="error">{rollBack.error.message}</Notice>}
      {desk.isChanged && <Notice tone="info">Save or undo what you changed before you roll back.</Notice>}
      <ol className={styles.list}>
        {versions.data?.map(({ hash, version, at, who, live }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same version may be published again
          <li key={index} className={styles.version}>
            <span>
              <strong>Version {version}</strong> {live && <Badge size="xs">live</Badge>}
              <br />
              <span className={styles.when}>
                {who}, {new Date(at).toLocaleString()}
              </span>
            </span>
            {!live && (
              <Button
                size="compact-xs"
                variant="default"
                disabled={desk.isChanged}
                loading={rollBack.isPending && rollBack.variables === hash}
                onClick={() => rollBack.mutate(hash)}
              >
                Roll back to {version}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {versions.data?.length === 0 && <p className={styles.doc}>Nothing of it was published yet.</p>}
    </div>
  );
}
