import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { HTMLInputTypeAttribute } from 'react';
import { words } from '../format/attribute-value.js';
import type { Attribute } from './edit-values.js';

const INPUT_TYPES: Partial<Record<Attribute['type'], HTMLInputTypeAttribute>> = {
  date: 'date',
  time: 'time',
  localDateTime: 'datetime-local',
  email: 'email',
  phone: 'tel',
  url: 'url',
};

export interface AttributeInputProps {
  readonly attribute: Attribute;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus: boolean;
}

/** The input for an attribute of any type, working on text. */
export function AttributeInput({ attribute, value, onChange, autoFocus }: AttributeInputProps) {
  const { label, required, type, size, values } = attribute;
  const shared = { label, required, size: 'xs', value, 'data-autofocus': autoFocus || undefined } as const;
  const change = (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value);

  if (type === 'enum' || type === 'boolean') {
    const options =
      type === 'enum'
        ? (values ?? []).map((code) => ({ value: code, label: words(code) }))
        : [
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ];
    return <NativeSelect {...shared} data={[{ value: '', label: '–' }, ...options]} onChange={change} />;
  }
  if (type === 'text') return <Textarea {...shared} autosize minRows={2} maxRows={6} onChange={change} />;
  return (
    <TextInput
      {...shared}
      type={INPUT_TYPES[type] ?? 'text'}
      onChange={change}
      {...(size === undefined ? {} : { maxLength: size })}
    />
  );
}
