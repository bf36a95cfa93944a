import { ActionIcon, Button, NativeSelect, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconArrowRight } from '@tabler/icons-react';
import { Notice } from '../shared/notice.js';
import { TONES } from '../shared/tones.js';
import styles from './model-toolbar.module.css';
import type { ChosenColumn, ChosenTarget } from './selection.js';
import type { ModelDesk } from './use-model-desk.js';

export interface ModelToolbarProps {
  readonly desk: ModelDesk;
  readonly models: readonly string[];
  readonly onModel: (model: string) => void;
  readonly column: ChosenColumn | undefined;
  readonly target: ChosenTarget | undefined;
  readonly canMap: boolean;
  /** What was done last. */
  readonly done: string;
  readonly onMap: (column: ChosenColumn, target: ChosenTarget) => void;
  readonly onSave: () => void;
}

/** What can be done with what is chosen, and how it stands. */
export function ModelToolbar(props: ModelToolbarProps) {
  const { desk, models, onModel, column, target, canMap, done, onMap, onSave } = props;
  const { history, drafts, step, edit } = desk;
  return (
    <section className={styles.bar} aria-label="Model">
      {models.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label="Model"
          data={[...models]}
          value={desk.model}
          disabled={drafts.length > 0}
          onChange={(event) => onModel(event.currentTarget.value)}
        />
      )}
      <div className={styles.group}>
        <Step label="Undo" keys="Ctrl+Z" disabled={history.past.length === 0} onClick={() => step('undo')}>
          <IconArrowBackUp size={18} aria-hidden />
        </Step>
        <Step label="Redo" keys="Ctrl+Y" disabled={history.future.length === 0} onClick={() => step('redo')}>
          <IconArrowForwardUp size={18} aria-hidden />
        </Step>
      </div>
      <div className={styles.choice}>
        <span className={styles.chosen} data-empty={column === undefined}>
          {column ? column.column : 'a column'}
        </span>
        <IconArrowRight size={16} aria-label="to" />
        <span className={styles.chosen} data-empty={target === undefined}>
          {target ? [target.object, target.member].filter(Boolean).join('.') : 'an attribute or object'}
        </span>
        <Button
          size="xs"
          variant="default"
          loading={edit.isPending}
          disabled={!column || !target || !canMap}
          onClick={() => column && target && onMap(column, target)}
        >
          {target && target.member === undefined ? 'Add as attribute' : 'Map'}
        </Button>
      </div>
      <div role="status" className={styles.done}>
        {desk.review.data && !desk.review.data.objects
          ? 'Columns can be mapped when the documents can be read again.'
          : done}
      </div>
      <Button size="xs" disabled={drafts.length === 0 || edit.isPending} onClick={onSave}>
        {drafts.length === 0 ? 'Nothing to save' : 'Save…'}
      </Button>
      {desk.review.isError && (
        <div className={styles.failure}>
          <Notice tone="error">{desk.review.error.message}</Notice>
        </div>
      )}
    </section>
  );
}

interface StepProps {
  readonly label: string;
  readonly keys: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Step({ label, keys, disabled, onClick, children }: StepProps) {
  return (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon
        variant="subtle"
        color={TONES.quiet}
        size="md"
        aria-label={label}
        disabled={disabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
