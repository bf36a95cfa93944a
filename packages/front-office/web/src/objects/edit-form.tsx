import { SimpleGrid, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useRef, useState } from 'react';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { DuplicatesNotice } from '../duplicates/duplicates-notice.js';
import { useDuplicates } from '../duplicates/use-duplicates.js';
import { FormButtons } from '../shared/form-buttons.js';
import { useAutofocus } from '../shared/use-autofocus.js';
import { AttributeInput } from './attribute-input.js';
import { ConflictAlert } from './conflict-alert.js';
import { type Attribute, changesOf, formValuesOf } from './edit-values.js';
import { useSaveObject } from './use-save-object.js';

export interface EditFormProps {
  readonly type: ObjectType;
  readonly entity: Entity;
  readonly attributes: readonly Attribute[];
  readonly onDone: () => void;
}

/** Changes an object's attributes; when somebody else was faster, both versions are shown and one is chosen. */
export function EditForm({ type, entity, attributes, onDone }: EditFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(() => formValuesOf(attributes, entity));
  const [conflictSolved, setConflictSolved] = useState(false);
  const save = useSaveObject(entity, onDone);
  useAutofocus(form);
  const changes = changesOf(attributes, entity, values);
  const untouched = Object.keys(changes).length === 0;
  // Not asked for with each key that is pressed.
  const [settled] = useDebouncedValue(values, 400);
  const duplicates = useDuplicates(type, { key: entity.key, values: changesOf(attributes, entity, settled) });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setConflictSolved(false);
    if (untouched) onDone();
    else save.mutate({ version: entity.version, changes });
  };

  return (
    <form ref={form} onSubmit={submit} aria-label={`Edit ${type.label}`} noValidate>
      <Stack gap="xs">
        <div role="alert">
          {save.conflict && !conflictSolved && (
            <ConflictAlert
              type={type}
              conflict={save.conflict}
              busy={save.isPending}
              onTakeTheirs={() => {
                setConflictSolved(true);
                save.takeTheirs();
              }}
              onKeepMine={(version) => save.mutate({ version, changes })}
            />
          )}
        </div>
        <SimpleGrid cols={2} spacing="xs" verticalSpacing={6}>
          {attributes.map((attribute, index) => (
            <AttributeInput
              key={attribute.name}
              attribute={attribute}
              value={values[attribute.name] ?? ''}
              onChange={(value) => setValues((current) => ({ ...current, [attribute.name]: value }))}
              autoFocus={index === 0}
            />
          ))}
        </SimpleGrid>
        <DuplicatesNotice type={type} duplicates={duplicates.data} />
        <FormButtons busy={save.isPending} onCancel={onDone}>
          Save
        </FormButtons>
      </Stack>
    </form>
  );
}
