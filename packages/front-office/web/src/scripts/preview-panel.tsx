import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ElementPath, ScriptPreview } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { RichTextView } from '../shared/rich-text-view.js';
import styles from './preview-panel.module.css';
import type { ScriptDesk } from './use-script-desk.js';

const CHANNELS: Readonly<Record<ScriptPreview[number]['channel'], string>> = {
  agent: 'Agent',
  web: 'Web',
  ivr: 'Telephone',
  chat: 'Chat',
  email: 'E-mail',
};

/** What an element says, on every channel at once. */
export function PreviewPanel({ desk, path }: { readonly desk: ScriptDesk; readonly path: ElementPath }) {
  const { address, text, history, review } = desk;
  const languages = review.data?.languages ?? [];
  const [wanted, setWanted] = useState('');
  const language = languages.includes(wanted) ? wanted : languages[0];
  const preview = useQuery({
    queryKey: ['script-preview', address, history.version, path, language],
    queryFn: () => api.post<ScriptPreview>(`${address}/preview`, { text, path, language }),
    enabled: desk.isChecked && language !== undefined,
    placeholderData: (before) => before,
    meta: { quiet: true },
    gcTime: 0,
  });
  return (
    <div className={styles.panel}>
      {languages.length > 1 && (
        <NativeSelect
          size="xs"
          label="Language"
          data={languages}
          value={language ?? ''}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {preview.data?.map(({ channel, text: words, hint, options, said, absent }) => (
        <section key={channel} aria-label={CHANNELS[channel]} className={styles.channel} lang={language}>
          <h3 className={styles.name}>{CHANNELS[channel]}</h3>
          {words && (
            <p className={styles.words}>
              <RichTextView text={words} />
            </p>
          )}
          {hint && (
            <p className={styles.hint}>
              For the agent: <RichTextView text={hint} />
            </p>
          )}
          {options.length > 0 && (
            <ul className={styles.options}>
              {options.map(({ key, label }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: options stand where they stand
                <li key={at}>
                  {key !== '' && <kbd>{key}</kbd>} <RichTextView text={label} />
                </li>
              ))}
            </ul>
          )}
          {said.length > 0 && (
            <details className={styles.said}>
              <summary>In full, with how to answer</summary>
              {said.map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines are said one after the other
                <p key={at}>{line}</p>
              ))}
            </details>
          )}
          {absent !== undefined && <p className={styles.absent}>{absent}</p>}
        </section>
      ))}
    </div>
  );
}
