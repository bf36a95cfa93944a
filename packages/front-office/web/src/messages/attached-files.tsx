import { Button, CloseButton, FileButton } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef } from 'react';
import type { Attachment } from '../../../src/api-types.js';
import styles from './attached-files.module.css';

export interface AttachedFilesProps {
  readonly files: readonly Attachment[];
  /** A file is on its way. */
  readonly busy: boolean;
  readonly onAttach: (file: File) => void;
  readonly onRemove: (file: Attachment) => void;
}

/** The files that will go with an answer. */
export function AttachedFiles({ files, busy, onAttach, onRemove }: AttachedFilesProps) {
  const forget = useRef<() => void>(null);
  return (
    <ul className={styles.files} aria-label="Attached files">
      {files.map((file) => (
        <li key={file.attachment} className={styles.file}>
          {file.name} ({Math.ceil(file.bytes / 1000)} kB)
          <CloseButton size="xs" aria-label={`Remove ${file.name}`} onClick={() => onRemove(file)} />
        </li>
      ))}
      <li>
        <FileButton
          resetRef={forget}
          onChange={(file) => {
            if (file) onAttach(file);
            // The same file may be chosen again, after it was removed or refused.
            forget.current?.();
          }}
        >
          {(props) => (
            <Button
              {...props}
              size="compact-xs"
              variant="default"
              loading={busy}
              leftSection={<IconPaperclip size={14} aria-hidden />}
            >
              Attach a file
            </Button>
          )}
        </FileButton>
      </li>
    </ul>
  );
}
