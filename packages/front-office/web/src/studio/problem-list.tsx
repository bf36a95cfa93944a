import { IconAlertTriangle, IconExclamationCircle } from '@tabler/icons-react';
import type { ModelProblem } from '../../../src/api-types.js';
import styles from './problem-list.module.css';

export interface ProblemListProps {
  readonly problems: readonly ModelProblem[];
  /** Whether they are those of the present texts. */
  readonly isChecked: boolean;
  readonly onProblem: (problem: ModelProblem) => void;
}

/** What is wrong with the documents, or where they do not fit the databases; each leads to its place in the text. */
export function ProblemList({ problems, isChecked, onProblem }: ProblemListProps) {
  return (
    <section aria-label="Problems" className={styles.problems}>
      <h3 className={styles.title} role="status">
        {isChecked ? inWords(problems) : 'Checking…'}
      </h3>
      {problems.length > 0 && (
        <ul className={styles.list}>
          {problems.map((problem) => {
            const { severity, file, line, column, code, message, hint } = problem;
            const Icon = severity === 'error' ? IconExclamationCircle : IconAlertTriangle;
            return (
              <li key={`${file} ${line} ${column} ${code} ${message}`}>
                <button
                  type="button"
                  className={styles.problem}
                  data-severity={severity}
                  onClick={() => onProblem(problem)}
                >
                  <Icon size={16} aria-label={severity} className={styles.icon} />
                  <span>
                    <span className={styles.place}>
                      {file}:{line}:{column}
                    </span>{' '}
                    {message}
                    {hint !== undefined && <span className={styles.hint}> ({hint})</span>}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function inWords(problems: readonly ModelProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [
    ...(errors > 0 ? [errors === 1 ? '1 error' : `${errors} errors`] : []),
    ...(warnings > 0 ? [warnings === 1 ? '1 warning' : `${warnings} warnings`] : []),
  ];
  return parts.length === 0 ? 'No problems' : parts.join(', ');
}
