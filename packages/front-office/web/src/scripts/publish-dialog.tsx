import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DialogMigration } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { Notice } from '../shared/notice.js';
import { DiffView } from '../studio/diff-view.js';
import { migrationWords } from './migration-words.js';
import type { ScriptDesk } from './use-script-desk.js';

export interface PublishDialogProps {
  readonly desk: ScriptDesk;
  readonly onClose: () => void;
  readonly onPublished: (version: string) => void;
}

/** What is about to become the script on which dialogs are begun, and under which version. */
export function PublishDialog({ desk, onClose, onPublished }: PublishDialogProps) {
  const { name, text, stored, review, publish, migrate } = desk;
  const migrations = useQuery({
    queryKey: ['script-migrations', name, text],
    queryFn: () => api.post<DialogMigration[]>(`${desk.address}/migrations`, { text }),
    meta: { quiet: true },
    gcTime: 0,
  });
  const open = migrations.data && migrationWords(migrations.data);
  const [moves, setMoves] = useState(false);
  const [version, setVersion] = useState(() => raised(review.data?.version ?? '1', stored.live?.version));
  const close = () => {
    publish.reset();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={<strong>Publish {name}</strong>}
      size="min(60rem, 100%)"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <DiffView name={name} before={stored.live?.text ?? ''} after={text} />
      <TextInput
        mt="sm"
        size="xs"
        label="Version"
        description={stored.live ? `${stored.live.version} is live now.` : 'It is published for the first time.'}
        value={version}
        data-autofocus
        onChange={(event) => setVersion(event.currentTarget.value)}
      />
      {open && <Notice tone={open.staying > 0 ? 'doubt' : 'info'}>{open.text}</Notice>}
      {open && open.movable > 0 && (
        <Checkbox
          mt="xs"
          size="xs"
          label={`Let the ${open.movable} that can go on on the new version`}
          checked={moves}
          onChange={(event) => setMoves(event.currentTarget.checked)}
        />
      )}
      {migrations.isError && <Notice tone="doubt">{migrations.error.message}</Notice>}
      {publish.isError && <Notice tone="error">{publish.error.message}</Notice>}
      <Group justify="flex-end" gap="xs" mt="sm">
        <Button size="xs" variant="default" onClick={close}>
          Cancel
        </Button>
        <Button
          size="xs"
          loading={publish.isPending}
          onClick={() =>
            publish.mutate(version, {
              onSuccess: () => {
                if (moves) migrate.mutate();
                onPublished(version);
              },
            })
          }
        >
          Publish
        </Button>
      </Group>
    </Modal>
  );
}

/** The version as it is when it is another one than what is live, else with its last number counted up. */
function raised(version: string, live: string | undefined): string {
  if (version !== live) return version;
  return /\d+$/.test(version) ? version.replace(/\d+$/, (last) => String(Number(last) + 1)) : `${version}.1`;
}
