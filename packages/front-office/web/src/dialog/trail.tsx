import { Button } from '@mantine/core';
import type { Screen } from '../../../src/api-types.js';
import { wordingOf } from '../wording/wording-of.js';
import styles from './trail.module.css';
import type { DialogControls } from './use-dialog.js';

export interface TrailProps {
  readonly screen: Screen;
  readonly dialog: Pick<DialogControls, 'address' | 'busy' | 'correct'>;
}

/** The answers so far, oldest first, each to be corrected as long as the dialog is open. */
export function Trail({ screen, dialog }: TrailProps) {
  const answered = [...screen.trail.entries()].filter(([, { answer }]) => answer !== undefined);
  if (answered.length === 0) return null;
  const { answersSoFar, change } = wordingOf(screen.language);
  return (
    <section aria-label={answersSoFar} lang={screen.language}>
      <h2 className={styles.heading}>{answersSoFar}</h2>
      <dl className={styles.trail}>
        {answered.map(([entry, { text, answer, file }]) => (
          // A node may come again in a loop; its place in the trail is its identity.
          <div key={entry} className={styles.entry}>
            <dt>{text}</dt>
            <dd>
              {file ? (
                <a href={`${dialog.address}/files/${encodeURIComponent(file.file)}`} download={file.name}>
                  {answer}
                </a>
              ) : (
                answer
              )}
              {screen.state === 'open' && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  disabled={dialog.busy}
                  aria-label={`${change}: ${text}`}
                  onClick={() => dialog.correct(entry)}
                >
                  {change}
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
