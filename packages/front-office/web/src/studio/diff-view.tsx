import styles from './diff-view.module.css';
import { diffLines } from './line-diff.js';

const SIGN = { same: ' ', removed: '−', added: '+' } as const;
const WORD = { same: '', removed: 'removed: ', added: 'added: ' } as const;

export interface DiffViewProps {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What has changed in a document, line by line. */
export function DiffView({ name, before, after }: DiffViewProps) {
  const groups = diffLines(before, after);
  return (
    <section aria-label={`Changes of ${name}`} className={styles.diff}>
      <h3 className={styles.name}>{name}</h3>
      {groups.length === 0 ? (
        <p className={styles.none}>Only line ends differ.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={styles.scroll} tabIndex={0} aria-label={`Changed lines of ${name}`}>
          {groups.map((lines) => (
            <pre key={`${lines[0]?.kind} ${lines[0]?.number}`} className={styles.group}>
              {lines.map(({ kind, number, text }) => (
                <span key={`${kind} ${number}`} className={styles.line} data-kind={kind}>
                  <span className={styles.number} aria-hidden>
                    {number} {SIGN[kind]}{' '}
                  </span>
                  <span className={styles.spoken}>{WORD[kind]}</span>
                  {text}
                  {'\n'}
                </span>
              ))}
            </pre>
          ))}
        </section>
      )}
    </section>
  );
}
