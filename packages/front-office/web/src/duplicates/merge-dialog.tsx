import { Modal } from '@mantine/core';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { useObject } from '../objects/use-object.js';
import { MergeForm } from './merge-form.js';

export interface MergeDialogProps {
  readonly type: ObjectType;
  readonly types: ReadonlyMap<string, ObjectType>;
  readonly entity: Entity;
  /** With whom it is compared; undefined while the dialog is closed. */
  readonly other: Entity | undefined;
  readonly onClose: () => void;
  /** @param keep the key of the object that stays */
  readonly onMerged: (keep: string) => void;
}

/** Two objects side by side, over the desktop: calls still come in behind it. */
export function MergeDialog({ type, types, entity, other, onClose, onMerged }: MergeDialogProps) {
  const read = useObject(type, other?.key);
  const found = read.data;
  return (
    <Modal
      opened={other !== undefined}
      onClose={onClose}
      title={`Merge ${type.label}`}
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {other && found && (
        <MergeForm
          key={`${entity.version} ${found.version}`}
          type={type}
          types={types}
          pair={[entity, found]}
          onCancel={onClose}
          onMerged={onMerged}
        />
      )}
    </Modal>
  );
}
