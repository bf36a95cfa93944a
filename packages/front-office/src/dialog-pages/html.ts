/** A piece of HTML. Only {@link html} makes it, so that what has not been escaped cannot get into a page. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Insert = Html | readonly Html[] | string | number | undefined | false;

/** HTML with values put in: texts are escaped, pieces of HTML are not, `undefined` and `false` are nothing. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return new Html(parts.map((part, index) => part + (index < inserts.length ? write(inserts[index]) : '')).join(''));
}

/** An attribute that is there when it has a value. */
export function attribute(name: string, value: string | undefined): Html {
  return value === undefined ? html`` : new Html(` ${name}="${escapeHtml(value)}"`);
}

function write(insert: Insert): string {
  if (insert === undefined || insert === false) return '';
  if (insert instanceof Html) return insert.text;
  return Array.isArray(insert) ? insert.map(({ text }: Html) => text).join('') : escapeHtml(String(insert));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are not allowed in HTML
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ');
  return allowed.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
