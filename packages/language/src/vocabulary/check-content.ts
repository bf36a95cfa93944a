import type { Diagnostics } from '../diagnostics/diagnostics.js';
import { elementsOf, type XmlElement } from '../xml/xml-tree.js';
import type { Content, SequencePart } from './content.js';
import type { Vocabulary } from './vocabulary.js';

/** Checks which children and texts stand in an element, and their order. Elements nobody knows are not its concern. */
export function checkContent(
  element: XmlElement,
  content: Content,
  vocabulary: Vocabulary,
  diagnostics: Diagnostics,
): void {
  const children = elementsOf(element).filter(({ name }) => Object.hasOwn(vocabulary.elements, name));
  if (content.kind !== 'mixed') checkNoText(element, content, diagnostics);
  switch (content.kind) {
    case 'empty':
      for (const child of children) misplaced(element, child, 'it is empty', diagnostics);
      return;
    case 'sequence':
      checkSequence(element, children, content.of, diagnostics);
      return;
    case 'any':
    case 'mixed':
      for (const child of children) {
        if (content.of.includes(child.name)) continue;
        misplaced(
          element,
          child,
          content.of.length === 0 ? 'text only' : `allowed: ${content.of.join(' ')}`,
          diagnostics,
        );
      }
      if (content.kind === 'any' && content.atLeastOne && elementsOf(element).length === 0) {
        missing(element, content.of.join(' or '), diagnostics);
      }
  }
}

function checkNoText(element: XmlElement, content: Content, diagnostics: Diagnostics): void {
  for (const child of element.children) {
    if (child.kind !== 'text' || (child.value.trim() === '' && !hasCdata(diagnostics, child))) continue;
    const at = child.slice.part(child.value.length - child.value.trimStart().length, child.value.trimEnd().length);
    diagnostics.error('misplaced-text', `<${element.name}> holds no text`, at);
    return;
  }
  const { start, end } = element.content;
  if (content.kind === 'empty' && end > start && element.children.every(isBlankText)) {
    const hint = `write <${element.name}/>`;
    diagnostics.error(
      'misplaced-text',
      `<${element.name}> must be empty, also of blanks and comments`,
      element.tag,
      hint,
    );
  }
}

function isBlankText(node: XmlElement['children'][number]): boolean {
  return node.kind === 'text' && node.value.trim() === '';
}

/** A CDATA section is text for a DTD, even when it holds blanks only. */
function hasCdata({ source }: Diagnostics, { start, end }: { start: number; end: number }): boolean {
  return source.text
    .slice(start, end)
    .replace(/<!--[\s\S]*?-->/g, '')
    .includes('<![CDATA[');
}

function checkSequence(
  element: XmlElement,
  children: readonly XmlElement[],
  parts: readonly SequencePart[],
  diagnostics: Diagnostics,
): void {
  const order = `in this order: ${parts.map(({ name, occurs }) => name + (occurs === '1' ? '' : occurs)).join(' ')}`;
  const seen = new Map<string, number>();
  let furthest = 0;
  for (const child of children) {
    const place = parts.findIndex(({ name }) => name === child.name);
    const part = parts[place];
    const before = seen.get(child.name) ?? 0;
    const once = part?.occurs === '1' || part?.occurs === '?';
    if (part === undefined || place < furthest) misplaced(element, child, order, diagnostics);
    else if (once && before > 0) misplaced(element, child, `at most one <${child.name}>`, diagnostics);
    furthest = Math.max(furthest, place);
    seen.set(child.name, before + 1);
  }
  for (const { name, occurs } of parts) {
    if ((occurs === '1' || occurs === '+') && !seen.has(name)) missing(element, name, diagnostics);
  }
}

function misplaced(parent: XmlElement, child: XmlElement, hint: string, diagnostics: Diagnostics): void {
  diagnostics.error('misplaced-element', `<${child.name}> may not stand here in <${parent.name}>`, child.tag, hint);
}

function missing(element: XmlElement, name: string, diagnostics: Diagnostics): void {
  diagnostics.error('missing-element', `<${element.name}> needs <${name}>`, element.tag);
}
