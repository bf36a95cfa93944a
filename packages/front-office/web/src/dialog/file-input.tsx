import { Button, FileInput as FileField, Group, Text } from '@mantine/core';
import type { QuestionInputProps } from './question-input-props.js';

/** A file to be chosen. One that was sent before stays until another is chosen, or it is left out. */
export function FileInput({
  question,
  size,
  wording,
  labelledBy,
  describedBy,
  invalid,
  draft,
  onDraft,
}: QuestionInputProps) {
  const large = size === 'large';
  return (
    <>
      {draft.kept && (
        <Group gap="xs">
          <Text size={large ? 'md' : 'sm'}>{draft.kept.name}</Text>
          <Button size="compact-xs" variant="subtle" onClick={() => onDraft({ ...draft, kept: undefined })}>
            {wording.removeFile}
          </Button>
        </Group>
      )}
      <FileField
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        description={question.file?.hint}
        placeholder={wording.chooseFile}
        {...(question.file ? { accept: question.file.accept.join(',') } : {})}
        size={large ? 'lg' : 'sm'}
        w={large ? '100%' : '24rem'}
        maw="100%"
        clearable
        value={draft.file ?? null}
        onChange={(file) => onDraft({ ...draft, file: file ?? undefined })}
        data-autofocus
      />
    </>
  );
}
