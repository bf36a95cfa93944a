/** An element of the script that is written. */
export interface Markup {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly content: readonly (Markup | string)[];
}

export function markup(
  name: string,
  attributes: Markup['attributes'],
  ...content: readonly (Markup | string)[]
): Markup {
  return { name, attributes, content };
}

/** The element as XML. */
export function toXml({ name, attributes, content }: Markup): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(value).replace(/"/g, '&quot;')}"`],
  );
  const tag = `<${name}${given.join('')}`;
  if (content.length === 0) return `${tag}/>`;
  const inner = content.map((part) => (typeof part === 'string' ? escaped(part) : toXml(part)));
  return `${tag}>${inner.join('')}</${name}>`;
}

/** Characters that XML cannot hold have no meaning in wording either. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

function escaped(text: string): string {
  return text.replace(CONTROLS, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
