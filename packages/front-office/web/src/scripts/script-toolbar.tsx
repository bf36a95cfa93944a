import { ActionIcon, Button, NativeSelect, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { ScriptListing } from '../../../src/api-types.js';
import { Notice } from '../shared/notice.js';
import { TONES } from '../shared/tones.js';
import { NewScript } from './new-script.js';
import styles from './script-toolbar.module.css';
import type { ScriptDesk } from './use-script-desk.js';

export interface ScriptToolbarProps {
  readonly desk: ScriptDesk;
  readonly scripts: readonly ScriptListing[];
  readonly onScript: (name: string) => void;
  readonly onCreated: (name: string) => void;
  readonly onAdd: (element: string) => void;
  readonly onPublish: () => void;
  readonly onSave: () => void;
  /** What was done last. */
  readonly done: string;
}

const STEPS = ['question', 'info', 'section', 'lookup', 'do', 'call', 'let', 'go', 'end', 'branch'];

/** Which script, what can be done with it, and how it stands. */
export function ScriptToolbar(props: ScriptToolbarProps) {
  const { desk, scripts, onScript, onCreated, onAdd, onPublish, onSave, done } = props;
  const { history, step, stored, isChanged, review, isChecked, save } = desk;
  const [element, setElement] = useState('question');
  const errors = review.data?.problems.filter(({ severity }) => severity === 'error').length ?? 0;
  const isDraft = stored.draft || isChanged || !stored.live;
  return (
    <section className={styles.bar} aria-label="Script">
      <NativeSelect
        size="xs"
        aria-label="Script"
        data={scripts.map(({ name, title, draft }) => ({ value: name, label: draft ? `${title} (draft)` : title }))}
        value={desk.name}
        disabled={isChanged}
        onChange={(event) => onScript(event.currentTarget.value)}
      />
      <NewScript disabled={isChanged} onCreated={onCreated} />
      <div className={styles.group}>
        {(['undo', 'redo'] as const).map((kind) => {
          const [label, Icon, keys] =
            kind === 'undo' ? ['Undo', IconArrowBackUp, 'Ctrl+Z'] : ['Redo', IconArrowForwardUp, 'Ctrl+Y'];
          return (
            <Tooltip key={kind} label={`${label} (${keys})`}>
              <ActionIcon
                variant="subtle"
                color={TONES.quiet}
                aria-label={label}
                disabled={(kind === 'undo' ? history.past : history.future).length === 0}
                onClick={() => step(kind)}
              >
                <Icon size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          );
        })}
      </div>
      <div className={styles.group}>
        <NativeSelect
          size="xs"
          aria-label="What to add"
          data={STEPS}
          value={element}
          onChange={(event) => setElement(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" disabled={!desk.canEdit} onClick={() => onAdd(element)}>
          Add after
        </Button>
      </div>
      <div role="status" className={styles.done}>
        {done}
      </div>
      <Button size="xs" variant="default" disabled={!isChanged} loading={save.isPending} onClick={onSave}>
        {isChanged ? 'Save draft' : 'Nothing to save'}
      </Button>
      <Button size="xs" disabled={!isDraft || errors > 0 || !isChecked} onClick={onPublish}>
        {isDraft ? 'Publish…' : 'Published'}
      </Button>
      {review.isError && (
        <div className={styles.failure}>
          <Notice tone="error">{review.error.message}</Notice>
        </div>
      )}
    </section>
  );
}
