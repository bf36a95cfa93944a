import { Button, Group, Text } from '@mantine/core';
import { useId } from 'react';
import styles from './file-input.module.css';
import type { QuestionInputProps } from './question-input-props.js';

/** A file to be chosen, with the browser's own input. One that was sent before stays until another is chosen, or it is removed. */
export function FileInput(props: QuestionInputProps) {
  const { question, size, wording, draft, onDraft } = props;
  const hintId = useId();
  const letters = size === 'large' ? 'md' : 'sm';
  return (
    <div className={styles.file}>
      {draft.kept && (
        <Group gap="xs">
          <Text size={letters}>{draft.kept.name}</Text>
          <Button size="compact-xs" variant="default" onClick={() => onDraft({ ...draft, kept: undefined })}>
            {wording.removeFile}
          </Button>
        </Group>
      )}
      <Text id={hintId} size={letters} c="dimmed">
        {question.file?.hint}
      </Text>
      <input
        type="file"
        className={styles.input}
        data-size={size}
        aria-labelledby={props.labelledBy}
        aria-describedby={`${props.describedBy} ${hintId}`}
        aria-invalid={props.invalid}
        accept={question.file?.accept.join(',')}
        onChange={(event) => onDraft({ ...draft, file: event.currentTarget.files?.[0] })}
        data-autofocus
      />
    </div>
  );
}
