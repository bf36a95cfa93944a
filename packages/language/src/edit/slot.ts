import { textOf, type XmlDocument, type XmlElement } from '../xml/xml-tree.js';
import { endOfLine, indentOf, indentStep, isSelfClosing, lastInTag, lineEndOf } from './layout.js';
import type { TextChange } from './text-change.js';

/** Where something new goes, and what has to stand around it. */
export interface Slot {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  /** Of its lines; undefined when it goes into a line with others. */
  readonly indent: string | undefined;
}

/**
 * The place of a child behind another one, or of the first. What stands on the line of the one before (a comment) stays
 * with it; comments above the one that follows stay with that one.
 *
 * @param previous - the child in front of it, if there is one
 * @param next - the child behind it, if there is one
 */
export function slotIn(
  document: XmlDocument,
  parent: XmlElement,
  previous: XmlElement | undefined,
  next: XmlElement | undefined,
): Slot {
  const { text } = document.source;
  if (previous !== undefined) return slotBehind(text, previous);
  if (next !== undefined) return slotBefore(text, parent, next);
  return isSelfClosing(text, parent) ? slotInTag(document, parent) : slotInEmpty(document, parent);
}

/** The change that puts lines into a slot. */
export function fillSlot({ start, end, before, after, indent }: Slot, lines: readonly string[], lineEnd: string) {
  const between = indent === undefined ? '' : lineEnd + indent;
  return { start, end, text: before + lines.join(between) + after } satisfies TextChange;
}

function slotBehind(text: string, previous: XmlElement): Slot {
  const indent = indentOf(text, previous.start);
  const at = indent === undefined ? undefined : endOfLine(text, previous.end);
  if (at === undefined) return inLine(previous.end);
  return { start: at, end: at, before: lineEndOf(text) + indent, after: '', indent };
}

function slotBefore(text: string, parent: XmlElement, next: XmlElement): Slot {
  const indent = indentOf(text, next.start);
  if (indent === undefined) return inLine(next.start);
  const hasText = parent.children.some(
    (child) => child.kind === 'text' && child.start < next.start && child.value.trim() !== '',
  );
  const at = hasText ? undefined : endOfLine(text, parent.content.start);
  if (at !== undefined) return { start: at, end: at, before: lineEndOf(text) + indent, after: '', indent };
  return { start: next.start, end: next.start, before: '', after: lineEndOf(text) + indent, indent };
}

function slotInTag(document: XmlDocument, parent: XmlElement): Slot {
  const { text } = document.source;
  const outer = indentOf(text, parent.start);
  const place = { start: lastInTag(parent), end: parent.end };
  const close = `</${parent.name}>`;
  if (outer === undefined) return { ...place, before: '>', after: close, indent: undefined };
  const indent = outer + indentStep(document);
  const lineEnd = lineEndOf(text);
  return { ...place, before: `>${lineEnd}${indent}`, after: `${lineEnd}${outer}${close}`, indent };
}

function slotInEmpty(document: XmlDocument, parent: XmlElement): Slot {
  const { text } = document.source;
  const { start, end } = parent.content;
  const outer = indentOf(text, parent.start);
  if (outer === undefined || textOf(parent).trim() !== '') return inLine(end);
  const at = start + text.slice(start, end).trimEnd().length;
  const indent = outer + indentStep(document);
  const before = lineEndOf(text) + indent;
  if (/[\r\n]/.test(text.slice(at, end))) return { start: at, end: at, before, after: '', indent };
  return { start: at, end, before, after: lineEndOf(text) + outer, indent };
}

const inLine = (at: number): Slot => ({ start: at, end: at, before: '', after: '', indent: undefined });
