const LONGEST = 120;
const LONGEST_EXTENSION = 12;

/**
 * A file name as it can be shown and stored: without the folders that some browsers send, without control characters and
 * those that turn the direction of writing (so that `exe.gpj` cannot look like `jpg.exe`), and not longer than 120 characters.
 *
 * @returns the name, or `file` when nothing is left of it
 */
export function fileName(given: string): string {
  const last = given.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
  const shown = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (shown === '') return 'file';
  const signs = [...shown];
  if (signs.length <= LONGEST) return shown;
  const dot = signs.lastIndexOf('.');
  const extension = dot > 0 && signs.length - dot <= LONGEST_EXTENSION ? signs.slice(dot) : [];
  return [...signs.slice(0, LONGEST - extension.length), ...extension].join('');
}
