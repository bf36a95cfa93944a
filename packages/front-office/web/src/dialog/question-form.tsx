import { Button, Group, Stack } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Wording } from '../wording/wording.js';
import { wordingOf } from '../wording/wording-of.js';
import { AddressInput } from './address-input.js';
import { ChoiceInput } from './choice-input.js';
import { ChoicesInput } from './choices-input.js';
import type { DialogSize } from './dialog-size.js';
import { answerOf, draftOf, type Question } from './draft.js';
import { FileInput } from './file-input.js';
import { TextLikeInput } from './text-like-input.js';

export interface QuestionFormProps {
  readonly question: Question;
  readonly language: string;
  readonly size: DialogSize;
  readonly busy: boolean;
  /** Ids of the elements that name the question and complain about the answer. */
  readonly labelledBy: string;
  readonly describedBy: string;
  readonly invalid: boolean;
  readonly complaint: string | undefined;
  readonly onAnswer: (value: unknown) => void;
}

/** The input for a question of any type. Give it the step as key: each showing of a question starts afresh. */
export function QuestionForm(props: QuestionFormProps) {
  const { question, size, busy, onAnswer } = props;
  const wording = wordingOf(props.language);
  const [draft, setDraft] = useState(() => draftOf(question, props.language));

  if (question.type === 'choice' || question.type === 'yesno')
    return <ChoiceInput {...props} options={optionsOf(question, wording)} skipLabel={wording.skip} />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAnswer(answerOf(question, draft));
  };
  const shared = { ...props, wording, draft, onDraft: setDraft };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={size === 'large' ? 'lg' : 'sm'}>
        {question.type === 'choices' && <ChoicesInput {...shared} />}
        {question.type === 'address' && <AddressInput {...shared} />}
        {question.type === 'file' && <FileInput {...shared} />}
        {!['choices', 'address', 'file'].includes(question.type) && <TextLikeInput {...shared} />}
        <Group gap="xs">
          <Button
            type="submit"
            size={size === 'large' ? 'lg' : 'sm'}
            loading={busy}
            rightSection={<IconArrowRight size={16} aria-hidden />}
            {...(size === 'large' ? { fullWidth: true } : {})}
          >
            {wording.continue}
          </Button>
          {!question.required && (
            <Button
              variant="subtle"
              size={size === 'large' ? 'lg' : 'sm'}
              onClick={() => onAnswer(null)}
              disabled={busy}
            >
              {wording.skip}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function optionsOf(question: Question, wording: Wording) {
  if (question.type === 'choice')
    return (question.options ?? []).map(({ value, label, hint }) => ({ value, label, hint }));
  return [
    { value: true, label: [{ text: wording.yes }], hint: undefined },
    { value: false, label: [{ text: wording.no }], hint: undefined },
  ];
}
