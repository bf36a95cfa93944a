import { Button, Kbd, UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconCheck } from '@tabler/icons-react';
import { useRef } from 'react';
import { moveFocus } from '../shared/move-focus.js';
import { RichTextView } from '../shared/rich-text-view.js';
import styles from './choice-input.module.css';
import type { DialogSize } from './dialog-size.js';
import type { Question } from './draft.js';

type Label = NonNullable<Question['options']>[number]['label'];

export interface ChoiceInputProps {
  readonly question: Question;
  readonly options: readonly {
    readonly value: string | boolean;
    readonly label: Label;
    readonly hint: Label | undefined;
  }[];
  readonly size: DialogSize;
  readonly busy: boolean;
  readonly labelledBy: string;
  readonly describedBy: string;
  readonly skipLabel: string;
  readonly onAnswer: (value: unknown) => void;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** One of several: a button each, which answers at once; the digits 1-9 and the arrow keys serve too. */
export function ChoiceInput(props: ChoiceInputProps) {
  const { question, options, size, busy, onAnswer } = props;
  const list = useRef<HTMLDivElement>(null);
  useHotkeys(
    DIGITS.slice(0, options.length).map((digit, index) => [
      digit,
      () => {
        if (!busy) onAnswer(options[index]?.value);
      },
    ]),
  );

  const preset = options.findIndex((option) => option.value === question.prefill);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need the question a second time as its legend
    <div
      ref={list}
      role="group"
      aria-labelledby={props.labelledBy}
      aria-describedby={props.describedBy}
      className={styles.options}
      data-size={size}
      data-short={options.length === 2 && options.every((option) => option.hint === undefined)}
      onKeyDown={(event) => moveFocus(event, list.current)}
    >
      {options.map((option, index) => (
        <UnstyledButton
          key={String(option.value)}
          className={styles.option}
          aria-pressed={index === preset}
          aria-disabled={busy}
          aria-keyshortcuts={DIGITS[index]}
          data-autofocus={index === Math.max(preset, 0) || undefined}
          onClick={() => {
            if (!busy) onAnswer(option.value);
          }}
        >
          {size === 'dense' && index < DIGITS.length && <Kbd size="xs">{DIGITS[index]}</Kbd>}
          <span className={styles.label}>
            <RichTextView text={option.label} />
            {option.hint && (
              <span className={styles.hint}>
                <RichTextView text={option.hint} />
              </span>
            )}
          </span>
          {index === preset && <IconCheck size={16} aria-hidden />}
        </UnstyledButton>
      ))}
      {!question.required && (
        <Button variant="subtle" size={size === 'large' ? 'lg' : 'sm'} disabled={busy} onClick={() => onAnswer(null)}>
          {props.skipLabel}
        </Button>
      )}
    </div>
  );
}
