import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { DuplicatesNotice } from '../duplicates/duplicates-notice.js';
import { MergeDialog } from '../duplicates/merge-dialog.js';
import { useDuplicates } from '../duplicates/use-duplicates.js';

export interface CustomerDuplicatesProps {
  readonly type: ObjectType;
  readonly types: ReadonlyMap<string, ObjectType>;
  readonly customer: Entity;
  /** @param keep the key of the customer that stays */
  readonly onMerged: (keep: string) => void;
}

/** Who may be the same customer, with what makes one of both for those who may. */
export function CustomerDuplicates({ type, types, customer, onMerged }: CustomerDuplicatesProps) {
  const duplicates = useDuplicates(type, { key: customer.key, values: {} });
  const queries = useQueryClient();
  const [other, setOther] = useState<Entity>();
  const mayMerge = type.write === 'all' && type.may.change && type.may.delete;
  const compare = (item: Entity) => {
    void queries.invalidateQueries({ queryKey: ['object', type.name] });
    setOther(item);
  };
  const merged = (keep: string) => {
    setOther(undefined);
    notifications.show({ title: 'Merged', message: `Both are ${type.label} ${keep} now.`, withBorder: true });
    onMerged(keep);
  };
  return (
    <>
      <DuplicatesNotice type={type} duplicates={duplicates.data} {...(mayMerge ? { onCompare: compare } : {})} />
      <MergeDialog
        type={type}
        types={types}
        entity={customer}
        other={other}
        onClose={() => setOther(undefined)}
        onMerged={merged}
      />
    </>
  );
}
