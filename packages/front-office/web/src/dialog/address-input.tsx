import { TextInput } from '@mantine/core';
import styles from './address-input.module.css';
import type { AddressField } from './draft.js';
import type { QuestionInputProps } from './question-input-props.js';

const FIELDS: readonly { readonly name: AddressField; readonly autoComplete: string; readonly maxLength: number }[] = [
  { name: 'street', autoComplete: 'address-line1', maxLength: 80 },
  { name: 'houseNumber', autoComplete: 'off', maxLength: 10 },
  { name: 'postalCode', autoComplete: 'postal-code', maxLength: 10 },
  { name: 'city', autoComplete: 'address-level2', maxLength: 60 },
];

/** Street, house number, postal code and city. */
export function AddressInput({ size, wording, labelledBy, describedBy, invalid, draft, onDraft }: QuestionInputProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need the question a second time as its legend
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy} className={styles.grid}>
      {FIELDS.map(({ name, autoComplete, maxLength }, index) => (
        <TextInput
          key={name}
          label={wording[name]}
          size={size === 'large' ? 'md' : 'sm'}
          autoComplete={autoComplete}
          maxLength={maxLength}
          aria-invalid={invalid}
          value={draft.address[name]}
          onChange={(event) => onDraft({ ...draft, address: { ...draft.address, [name]: event.currentTarget.value } })}
          {...(index === 0 ? { 'data-autofocus': true } : {})}
        />
      ))}
    </div>
  );
}
