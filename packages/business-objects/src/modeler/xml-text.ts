/** Attributes as they stand in a tag, each after a blank; those without a value are left out. */
export function attributesText(attributes: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${escapeAttribute(String(value))}"`],
  );
  return written.join('');
}

/** A value as it stands between double quotes. Line ends and tabs are kept, which XML would turn into blanks. */
function escapeAttribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Notes as comments, one each; what would end a comment is parted by a blank. */
export function commentLines(notes: readonly string[]): string[] {
  return notes.map(
    (note) =>
      `<!-- ${note
        .trim()
        .replace(/\s+/g, ' ')
        .replace(NOT_XML, '')
        .replace(/-(?=-)/g, '- ')
        .replace(/-$/, '- ')} -->`,
  );
}

/** Characters that no XML document can hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
