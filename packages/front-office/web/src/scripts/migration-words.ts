import type { DialogMigration } from '../../../src/api-types.js';

/** So many reasons are told; the others are much the same. */
const MOST_REASONS = 3;

/** What becomes of open dialogs when a text is published, in words; undefined when there are none. */
export function migrationWords(
  outcomes: readonly DialogMigration[],
): { readonly text: string; readonly movable: number; readonly staying: number } | undefined {
  if (outcomes.length === 0) return undefined;
  const count = (result: DialogMigration['result']) => outcomes.filter((outcome) => outcome.result === result).length;
  const [same, again, staying] = [count('same'), count('asks-again'), count('impossible')];
  const stay =
    outcomes.length === 1
      ? '1 open dialog stays on the version it was begun on.'
      : `${outcomes.length} open dialogs stay on the version they were begun on.`;
  const parts = [stay, `On this text ${same} would stand where they are, and ${again} would be asked again.`];
  const reasons = [
    ...new Set(outcomes.flatMap(({ result, reason }) => (result === 'impossible' && reason ? [reason] : []))),
  ];
  if (staying > 0) parts.push(`${staying} cannot move: ${reasons.slice(0, MOST_REASONS).join('; ')}.`);
  return { text: parts.join(' '), movable: same + again, staying };
}
