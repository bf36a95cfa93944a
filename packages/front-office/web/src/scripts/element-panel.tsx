import { ActionIcon, Button, Group, NativeSelect, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ElementForm, ElementPath, ScriptEdit } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { Notice } from '../shared/notice.js';
import { TONES } from '../shared/tones.js';
import styles from './element-panel.module.css';
import type { ScriptDesk } from './use-script-desk.js';

export interface ElementPanelProps {
  readonly desk: ScriptDesk;
  readonly path: ElementPath;
  readonly onEdit: (edit: ScriptEdit) => void;
}

/** What can be changed of an element: its attributes and texts, what is in it, and where it stands. */
export function ElementPanel({ desk, path, onEdit }: ElementPanelProps) {
  const { address, text, history, canEdit } = desk;
  const form = useQuery({
    queryKey: ['script-element', address, history.version, path],
    queryFn: () => api.post<ElementForm>(`${address}/inspect`, { text, path }),
    enabled: desk.isChecked && desk.review.data?.picture !== undefined,
    placeholderData: (before) => before,
    meta: { quiet: true },
    gcTime: 0,
  });
  if (desk.review.data && !desk.review.data.picture) {
    return <Notice tone="info">Elements can be changed when the text can be read again.</Notice>;
  }
  return (
    <div className={styles.panel}>
      {desk.edit.isError && <Notice tone="error">{desk.edit.error.message}</Notice>}
      {form.data && <ElementFields form={form.data} root={path.length === 0} disabled={!canEdit} onEdit={onEdit} />}
    </div>
  );
}

interface FieldsProps {
  readonly form: ElementForm;
  readonly root?: boolean;
  readonly disabled: boolean;
  readonly onEdit: (edit: ScriptEdit) => void;
}

/** The place of an element with its number among those of its name, for those who hear it. */
function ElementFields({ form, root = false, disabled, onEdit }: FieldsProps) {
  const { path, element, doc, fields, text, children } = form;
  return (
    <fieldset className={styles.element} disabled={disabled}>
      <legend className={styles.legend}>{element}</legend>
      {!root && <Place form={form} onEdit={onEdit} />}
      <p className={styles.doc}>{doc}</p>
      {text !== undefined && (
        <Textarea
          key={`text ${text}`}
          size="xs"
          label={`Text of ${element}`}
          autosize
          minRows={1}
          maxRows={6}
          defaultValue={text}
          onBlur={(event) => {
            const value = event.currentTarget.value;
            if (value !== text) onEdit({ write: { path, text: value } });
          }}
        />
      )}
      <div className={styles.fields}>
        {fields.map((field) => (
          <Field key={`${field.name} ${field.value ?? ''}`} field={field} path={path} onEdit={onEdit} />
        ))}
      </div>
      {children.map((child) => (
        <ElementFields key={child.path.join('/')} form={child} disabled={disabled} onEdit={onEdit} />
      ))}
      <AddInside form={form} onEdit={onEdit} />
    </fieldset>
  );
}

interface FieldProps extends Pick<FieldsProps, 'onEdit'> {
  readonly field: ElementForm['fields'][number];
  readonly path: ElementPath;
}

function Field({ field, path, onEdit }: FieldProps) {
  const { name, value = '', type, options = [], required, default: preset } = field;
  const set = (to: string) => {
    if (to !== value) onEdit({ set: { path: [...path], name, value: to === '' && !required ? null : to } });
  };
  if (type === 'list') {
    const none = preset === undefined ? '' : `(${preset})`;
    const data = [...(required && value !== '' ? [] : [{ value: '', label: none }]), ...options];
    return (
      <NativeSelect
        size="xs"
        label={name}
        data={data}
        value={value}
        onChange={(event) => set(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      size="xs"
      label={name}
      required={required}
      placeholder={preset ?? ''}
      defaultValue={value}
      classNames={type === 'expression' ? { input: styles.expression ?? '' } : {}}
      onBlur={(event) => set(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') set(event.currentTarget.value);
      }}
    />
  );
}

/** Where an element stands among its brothers, and whether it stays. */
function Place({ form: { path, element }, onEdit }: Pick<FieldsProps, 'form' | 'onEdit'>) {
  const at = [...path];
  const buttons = [
    { label: `Move ${element} up`, Icon: IconArrowUp, edit: { move: { path: at, by: -1 as const } } },
    { label: `Move ${element} down`, Icon: IconArrowDown, edit: { move: { path: at, by: 1 as const } } },
    { label: `Remove ${element}`, Icon: IconTrash, edit: { remove: { path: at } } },
  ];
  return (
    <div className={styles.place}>
      {buttons.map(({ label, Icon, edit }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon variant="subtle" color={TONES.quiet} size="sm" aria-label={label} onClick={() => onEdit(edit)}>
            <Icon size={15} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}

/** Puts one more element inside, behind all others. */
function AddInside({ form: { path, element, children, addable }, onEdit }: Pick<FieldsProps, 'form' | 'onEdit'>) {
  const small = addable.filter((name) => !NODES.has(name) || (name === 'go' && element !== 'script'));
  const [wanted, setWanted] = useState('');
  const name = small.includes(wanted) ? wanted : small[0];
  if (name === undefined) return null;
  const last = children.at(-1)?.path.at(-1) ?? -1;
  return (
    <Group gap="xs" align="end">
      <NativeSelect
        size="xs"
        aria-label={`What to add to ${element}`}
        data={small}
        value={name}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Add ${name} to ${element}`}
        onClick={() => onEdit({ insert: { parent: [...path], index: last + 1, element: name } })}
      >
        Add
      </Button>
    </Group>
  );
}

/** Elements that are added as steps of their own, in the graph. */
const NODES: ReadonlySet<string> = new Set([
  ...['lookup', 'let', 'section', 'question', 'info', 'do', 'go', 'call', 'end', 'branch'],
]);
