import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import type { ScriptSummary } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { languageName } from '../format/language-name.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import styles from './script-chooser.module.css';

export interface ScriptChooserProps {
  /** The script that belongs to the queue. */
  readonly preferred: string | undefined;
  readonly busy: boolean;
  /** Moves the focus to the first script: when there is a contact, that is what comes next. */
  readonly autoFocus: boolean;
  readonly onStart: (script: string, language?: string) => void;
}

/** The scripts an agent can run: the queue's own first and largest. */
export function ScriptChooser({ preferred, busy, autoFocus, onStart }: ScriptChooserProps) {
  const scripts = useQuery({
    queryKey: ['scripts'],
    queryFn: () => api.get<ScriptSummary[]>('/api/dialogs/scripts'),
    staleTime: 5 * 60_000,
  });
  const root = useRef<HTMLDivElement>(null);
  const loaded = scripts.data !== undefined;
  useEffect(() => {
    if (autoFocus && loaded) root.current?.querySelector('button')?.focus();
  }, [autoFocus, loaded]);
  const own = scripts.data?.find(({ id }) => id === preferred);
  const others = scripts.data?.filter((script) => script !== own) ?? [];
  return (
    <Stack gap="md" ref={root}>
      {own && (
        <section aria-label="Script of this queue">
          <Text size="xs" c="dimmed" mb={4}>
            Script of this queue
          </Text>
          <StartButtons script={own} busy={busy} onStart={onStart} first />
        </section>
      )}
      {others.length > 0 && (
        <section aria-label="Other scripts">
          <Text size="xs" c="dimmed" mb={4}>
            {own ? 'Other scripts' : 'Choose a script'}
          </Text>
          <ul className={styles.list}>
            {others.map((script) => (
              <li key={script.id}>
                <StartButtons script={script} busy={busy} onStart={onStart} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {scripts.data?.length === 0 && <Text size="sm">There is no script for agents.</Text>}
    </Stack>
  );
}

interface StartButtonsProps extends Pick<ScriptChooserProps, 'busy' | 'onStart'> {
  readonly script: ScriptSummary;
  readonly first?: boolean;
}

/** Starts a script in its first language; further languages have a button each. */
function StartButtons({ script, busy, onStart, first = false }: StartButtonsProps) {
  const id = useId();
  const [main, ...more] = script.languages;
  return (
    <Group gap="xs">
      <Button
        variant={first ? 'filled' : 'default'}
        size={first ? 'sm' : 'xs'}
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        disabled={busy}
        onClick={() => onStart(script.id, main)}
      >
        <span id={id}>{script.title}</span>
      </Button>
      {more.map((language) => (
        <Button
          key={language}
          variant="subtle"
          size="xs"
          disabled={busy}
          aria-label={`in ${languageName(language, language)}: Start in ${languageName(language, DESKTOP_LOCALE)}`}
          aria-describedby={id}
          title={`Start in ${languageName(language, DESKTOP_LOCALE)}`}
          onClick={() => onStart(script.id, language)}
        >
          in {languageName(language, language)}
        </Button>
      ))}
    </Group>
  );
}
