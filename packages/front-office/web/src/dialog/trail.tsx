import type { Screen } from '../../../src/api-types.js';
import { wordingOf } from '../wording/wording.js';
import styles from './trail.module.css';

/** The answers so far, oldest first. */
export function Trail({ screen }: { readonly screen: Screen }) {
  const answered = screen.trail.filter((entry) => entry.answer !== undefined);
  if (answered.length === 0) return null;
  return (
    <section aria-label={wordingOf(screen.language).answersSoFar} lang={screen.language}>
      <dl className={styles.trail}>
        {answered.map((entry, index) => (
          // A node may come again in a loop; its place in the trail is its identity.
          // biome-ignore lint/suspicious/noArrayIndexKey: the trail only grows and shrinks at its end
          <div key={index} className={styles.entry}>
            <dt>{entry.text}</dt>
            <dd>{entry.answer}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
