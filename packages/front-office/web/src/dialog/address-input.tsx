import { TextInput } from '@mantine/core';
import { fieldNamedIn, fieldToFocus } from './address-focus.js';
import styles from './address-input.module.css';
import { ADDRESS_FIELDS, type AddressField } from './draft.js';
import type { QuestionInputProps } from './question-input-props.js';

const LOOKS: Readonly<Record<AddressField, { readonly autoComplete: string; readonly maxLength: number }>> = {
  street: { autoComplete: 'address-line1', maxLength: 80 },
  houseNumber: { autoComplete: 'off', maxLength: 10 },
  postalCode: { autoComplete: 'postal-code', maxLength: 10 },
  city: { autoComplete: 'address-level2', maxLength: 60 },
};

/** Street, house number, postal code and city. */
export function AddressInput(props: QuestionInputProps) {
  const { size, wording, labelledBy, describedBy, complaint, draft, onDraft } = props;
  const named = complaint === undefined ? undefined : fieldNamedIn(complaint, wording);
  const focused = complaint === undefined ? 'street' : fieldToFocus(draft.address, complaint, wording);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need the question a second time as its legend
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy} className={styles.grid}>
      {ADDRESS_FIELDS.map((name) => (
        <TextInput
          key={name}
          label={wording[name]}
          size={size === 'large' ? 'md' : 'sm'}
          {...LOOKS[name]}
          aria-invalid={complaint !== undefined && (named === undefined || named === name)}
          value={draft.address[name]}
          onChange={(event) => onDraft({ ...draft, address: { ...draft.address, [name]: event.currentTarget.value } })}
          {...(name === focused ? { 'data-autofocus': true } : {})}
        />
      ))}
    </div>
  );
}
