import { Checkbox, Stack, Text } from '@mantine/core';
import { RichTextView } from '../shared/rich-text-view.js';
import type { QuestionInputProps } from './question-input-props.js';

/** Any number of several. */
export function ChoicesInput({ question, size, wording, labelledBy, describedBy, draft, onDraft }: QuestionInputProps) {
  const toggle = (value: string) => {
    const chosen = draft.chosen.includes(value)
      ? draft.chosen.filter((each) => each !== value)
      : [...draft.chosen, value];
    onDraft({ ...draft, chosen });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need the question a second time as its legend
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      <Text size="sm" c="dimmed" mb="xs">
        {wording.chooseSeveral}
      </Text>
      <Stack gap={size === 'large' ? 'md' : 6}>
        {(question.options ?? []).map((option, index) => (
          <Checkbox
            key={option.value}
            size={size === 'large' ? 'md' : 'sm'}
            label={<RichTextView text={option.label} />}
            description={option.hint && <RichTextView text={option.hint} />}
            checked={draft.chosen.includes(option.value)}
            onChange={() => toggle(option.value)}
            {...(index === 0 ? { 'data-autofocus': true } : {})}
          />
        ))}
      </Stack>
    </div>
  );
}
