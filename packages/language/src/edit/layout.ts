import { elementsOf, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';

const REST_OF_LINE = /(?:[ \t]|<!--(?:(?!-->)[^\r\n])*-->)*(?=[\r\n]|$)/y;
const DEFAULT_STEP = '  ';

/** How lines end in a text: as its first one does. */
export function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}

/** The white space before an offset that is the first of its line; undefined when something else stands before it. */
export function indentOf(text: string, offset: number): string | undefined {
  const before = text.slice(0, offset);
  const line = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1).replace(/^\uFEFF/, '');
  return /^[ \t]*$/.test(line) ? line : undefined;
}

/**
 * The end of what stands behind an offset on its line, when that is nothing but comments; undefined when anything else
 * follows there.
 */
export function endOfLine(text: string, offset: number): number | undefined {
  REST_OF_LINE.lastIndex = offset;
  const rest = REST_OF_LINE.exec(text)?.[0];
  return rest === undefined ? undefined : offset + rest.length;
}

/** How much further in children stand than their parents: as in the first place that shows it. */
export function indentStep({ source, root }: XmlDocument): string {
  return stepBelow(source.text, root) ?? DEFAULT_STEP;
}

function stepBelow(text: string, parent: XmlElement): string | undefined {
  const outer = indentOf(text, parent.start);
  for (const child of elementsOf(parent)) {
    const inner = indentOf(text, child.start);
    if (outer !== undefined && inner !== undefined && inner.length > outer.length && inner.startsWith(outer)) {
      return inner.slice(outer.length);
    }
    const deeper = stepBelow(text, child);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

/** Whether an element is written as `<name/>`. */
export function isSelfClosing(text: string, { content, end }: XmlElement): boolean {
  return content.start === content.end && text[end - 2] === '/' && content.end === end;
}

/** Where the start tag has its last attribute, or its name. */
export function lastInTag({ attributes, tag }: XmlElement): number {
  return [...attributes.values()].reduce((end, attribute) => Math.max(end, attribute.end), tag.end);
}
