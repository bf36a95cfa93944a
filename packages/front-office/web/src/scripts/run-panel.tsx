import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AttemptRequest, ScriptTrial, TrialFile, TrialMove } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { DialogStep } from '../dialog/dialog-step.js';
import { fileContent } from '../dialog/file-content.js';
import { Notice } from '../shared/notice.js';
import styles from './run-panel.module.css';
import type { ScriptDesk } from './use-script-desk.js';

/** Leads a dialog on the text as it is, without any service: what they answer is given here, or fits their contracts. */
export function RunPanel({ desk, onNode }: { readonly desk: ScriptDesk; readonly onNode: (id: string) => void }) {
  const { address, text, history, review } = desk;
  const channels = review.data?.channels ?? [];
  const [wanted, setWanted] = useState('');
  const [input, setInput] = useState('{}');
  const [moves, setMoves] = useState<readonly TrialMove[]>([]);
  const [results, setResults] = useState<AttemptRequest['results']>({});
  const channel = channels.find((each) => each === wanted) ?? channels[0];
  const given = parsed(input);
  const trial = useQuery({
    queryKey: ['script-trial', address, history.version, channel, input, moves, results],
    queryFn: () => {
      const request = { text, channel: channel ?? 'agent', input: given ?? {}, moves: [...moves], results };
      return api.post<ScriptTrial>(`${address}/attempt`, request satisfies AttemptRequest);
    },
    enabled: desk.isChecked && channel !== undefined && given !== undefined,
    placeholderData: (before) => before,
    meta: { quiet: true },
    gcTime: 0,
  });
  const { screen, refused, calls = [] } = trial.data ?? {};
  const take = (move: TrialMove) => setMoves([...moves, move]);
  return (
    <div className={styles.panel}>
      <Group gap="xs" align="end">
        <NativeSelect
          size="xs"
          label="Channel"
          data={channels}
          value={channel ?? ''}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label="Input, as JSON"
          value={input}
          error={given === undefined ? 'That is no JSON object' : undefined}
          onChange={(event) => setInput(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" disabled={moves.length === 0} onClick={() => setMoves(moves.slice(0, -1))}>
          Take back
        </Button>
        <Button size="xs" variant="default" disabled={moves.length === 0} onClick={() => setMoves([])}>
          Begin anew
        </Button>
      </Group>
      {trial.isError && <Notice tone="error">{trial.error.message}</Notice>}
      {refused !== undefined && <Notice tone="error">{refused}</Notice>}
      {screen && (
        <section aria-label="Dialog" className={styles.screen}>
          <DialogStep
            screen={{ ...screen, dialog: 'trial', step: `${moves.length} ${history.version}` }}
            size="dense"
            dialog={{
              busy: trial.isFetching,
              lastAnswer: lastAnswerOf(moves),
              answer: (value: unknown) => void moveOf(value).then(take),
              next: () => take('next'),
            }}
          />
          <Group gap="xs">
            {screen.canGoBack && (
              <Button size="compact-xs" variant="default" onClick={() => take('back')}>
                Back
              </Button>
            )}
            {screen.branches.map(({ id, title }) => (
              <Button key={id} size="compact-xs" variant="default" onClick={() => take({ branch: id })}>
                {title}
              </Button>
            ))}
            <Button size="compact-xs" variant="subtle" onClick={() => onNode(screen.node.id)}>
              Show {screen.node.id} in the graph
            </Button>
          </Group>
          {screen.outcome !== undefined && <p className={styles.outcome}>Outcome: {screen.outcome}</p>}
        </section>
      )}
      <Calls calls={calls} results={results} onResults={setResults} />
    </div>
  );
}

interface CallsProps {
  readonly calls: ScriptTrial['calls'];
  readonly results: AttemptRequest['results'];
  readonly onResults: (results: AttemptRequest['results']) => void;
}

/** What services were asked, and what stands in for their answers. */
function Calls({ calls, results, onResults }: CallsProps) {
  if (calls.length === 0) return null;
  const services = [...new Set(calls.map(({ service }) => service))];
  return (
    <section aria-label="Services" className={styles.calls}>
      {services.map((service) => {
        const last = calls.findLast((call) => call.service === service);
        const shown = last?.failed ? '' : JSON.stringify(last?.result, null, 1);
        return (
          <div key={service}>
            <Textarea
              key={shown}
              size="xs"
              label={`${service} answers`}
              description={`asked with ${JSON.stringify(last?.input)}`}
              autosize
              minRows={1}
              maxRows={8}
              placeholder="it fails"
              defaultValue={shown}
              onBlur={(event) => {
                const value = event.currentTarget.value;
                if (value === shown) return;
                onResults({ ...results, [service]: answerOf(value) });
              }}
            />
            <Group gap="xs" mt={4}>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => onResults({ ...results, [service]: { fails: 'it does not answer' } })}
              >
                Let {service} fail
              </Button>
              {results && service in results && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() => {
                    const { [service]: _, ...rest } = results;
                    onResults(rest);
                  }}
                >
                  As its contract says
                </Button>
              )}
            </Group>
          </div>
        );
      })}
    </section>
  );
}

const lastAnswerOf = (moves: readonly TrialMove[]): unknown => {
  const last = moves.at(-1);
  if (typeof last !== 'object' || 'branch' in last) return undefined;
  return 'file' in last ? last : last.answer;
};

const HEAD_BYTES = 256;

/** The move that an answer is; a file is not sent, only what tells its type. */
async function moveOf(value: unknown): Promise<TrialMove> {
  if (value instanceof File) {
    const head = await fileContent(new File([value.slice(0, HEAD_BYTES)], value.name));
    return { file: { name: value.name, head, size: value.size } };
  }
  return isFileMove(value) ? value : { answer: value };
}

/** The file that was sent before, to confirm it. */
function isFileMove(value: unknown): value is { readonly file: TrialFile } {
  return typeof value === 'object' && value !== null && 'file' in value && typeof value.file === 'object';
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What is no JSON is a text. */
function answerOf(text: string): { value: unknown } | { fails: string } {
  if (text.trim() === '') return { fails: 'it does not answer' };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { value: text };
  }
}
