import { Group, Radio, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { FormButtons } from '../shared/form-buttons.js';
import { Notice } from '../shared/notice.js';
import { ChoiceTable } from './choice-table.js';
import { movedWords } from './duplicate-words.js';
import { type Choices, differencesOf, presetChoices } from './merge-choices.js';
import { useMerge } from './use-merge.js';

export interface MergeFormProps {
  readonly type: ObjectType;
  readonly types: ReadonlyMap<string, ObjectType>;
  readonly pair: readonly [Entity, Entity];
  readonly onCancel: () => void;
  readonly onMerged: (keep: string) => void;
}

/** Which of two objects stays, and which of their values; before anything is written it says what would move. */
export function MergeForm({ type, types, pair, onCancel, onMerged }: MergeFormProps) {
  const [first, second] = pair;
  const differences = differencesOf(type, pair, DESKTOP_LOCALE);
  const [kept, setKept] = useState(first.key);
  const [keep, lose] = kept === first.key ? [first, second] : [second, first];
  const [chosen, setChosen] = useState<Choices>({});
  const choices = { ...presetChoices(differences, keep.key, lose.key), ...chosen };
  const { planned, merge } = useMerge(type, { keep, lose, choices }, onMerged);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    merge.mutate();
  };

  return (
    <form onSubmit={submit} aria-label={`Merge ${first.title} and ${second.title}`}>
      <Stack gap="sm">
        <Radio.Group label="Which one stays?" value={kept} onChange={setKept}>
          <Group gap="lg" mt={4}>
            {pair.map(({ key, title }) => (
              <Radio key={key} value={key} label={`${title} (${key})`} size="xs" />
            ))}
          </Group>
        </Radio.Group>
        {differences.length === 0 && <Text size="sm">Both have the same values.</Text>}
        {differences.length > 0 && (
          <ChoiceTable
            pair={pair}
            differences={differences}
            choices={choices}
            onChoose={(name, key) => setChosen((current) => ({ ...current, [name]: key }))}
          />
        )}
        <div role="status">
          {planned.error && <Notice tone="error">{planned.error.message}</Notice>}
          {!planned.error && planned.data && (
            <Notice tone="info">
              {lose.title} ({lose.key}) will be gone. {movedWords(planned.data, types)}
            </Notice>
          )}
        </div>
        <FormButtons busy={merge.isPending} disabled={planned.isError} onCancel={onCancel}>
          Merge
        </FormButtons>
      </Stack>
    </form>
  );
}
