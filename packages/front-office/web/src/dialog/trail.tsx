import type { Screen } from '../../../src/api-types.js';
import { wordingOf } from '../wording/wording-of.js';
import styles from './trail.module.css';

/** The answers so far, oldest first. */
export function Trail({ screen }: { readonly screen: Screen }) {
  const answered = screen.trail.filter((entry) => entry.answer !== undefined);
  if (answered.length === 0) return null;
  const heading = wordingOf(screen.language).answersSoFar;
  return (
    <section aria-label={heading} lang={screen.language}>
      <h2 className={styles.heading}>{heading}</h2>
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
