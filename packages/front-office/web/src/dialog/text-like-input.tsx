import { TextInput } from '@mantine/core';
import type { HTMLAttributes, HTMLInputTypeAttribute } from 'react';
import type { Question } from './draft.js';
import type { QuestionInputProps } from './question-input-props.js';

interface Look {
  readonly type: HTMLInputTypeAttribute;
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  readonly autoComplete?: string;
  readonly width: string;
}

/** The browser's own inputs: they bring a calendar, the right keyboard on a telephone, and are known to everybody. */
const LOOKS: Partial<Record<Question['type'], Look>> = {
  number: { type: 'text', inputMode: 'decimal', width: '16rem' },
  money: { type: 'text', inputMode: 'decimal', width: '16rem' },
  digits: { type: 'text', inputMode: 'numeric', width: '16rem' },
  date: { type: 'date', width: '12rem' },
  time: { type: 'time', width: '9rem' },
  phone: { type: 'tel', autoComplete: 'tel', width: '18rem' },
  email: { type: 'email', autoComplete: 'email', width: '24rem' },
};

const TEXT: Look = { type: 'text', width: '32rem' };

/** One line to fill in: text, numbers, dates, addresses of all kinds but the postal. */
export function TextLikeInput(props: QuestionInputProps) {
  const { question, size, draft, onDraft } = props;
  const look = LOOKS[question.type] ?? TEXT;
  const large = size === 'large';
  const unit = question.unit ?? (question.type === 'money' ? '€' : undefined);
  return (
    <TextInput
      type={look.type}
      aria-labelledby={`${props.labelledBy} ${props.labelledBy}-unit`}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid}
      size={large ? 'lg' : 'sm'}
      w={large ? '100%' : look.width}
      maw="100%"
      value={draft.text}
      onChange={(event) => onDraft({ ...draft, text: event.currentTarget.value })}
      data-autofocus
      autoComplete={look.autoComplete ?? 'off'}
      {...(look.inputMode ? { inputMode: look.inputMode } : {})}
      {...(unit
        ? {
            rightSection: <span id={`${props.labelledBy}-unit`}>{unit}</span>,
            rightSectionWidth: `${unit.length + 2}ch`,
          }
        : {})}
    />
  );
}
