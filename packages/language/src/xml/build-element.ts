import { XMLParser } from 'fast-xml-parser';
import type { SourceText } from '../diagnostics/source-text.js';
import { decodeText } from './decode-text.js';
import { scanStartTag } from './scan-start-tag.js';
import type { XmlElement, XmlNode, XmlText } from './xml-tree.js';

/** A node as fast-xml-parser gives it with `preserveOrder` and `captureMetaData`: one key, the tag, holds the children. */
export type ParsedNode = Readonly<Record<string | symbol, unknown>>;

// The typings say `Symbol` where a `symbol` is meant.
const METADATA = XMLParser.getMetaDataSymbol() as unknown as symbol;

/** Gives a parsed element its places by going back to the raw text; undefined for a text node. */
export function buildElement(source: SourceText, node: ParsedNode): XmlElement | undefined {
  const place = node[METADATA] as { startIndex?: number; endIndex?: number } | undefined;
  const children = Object.values(node).find((value): value is ParsedNode[] => Array.isArray(value));
  if (place?.startIndex === undefined || place.endIndex === undefined || children === undefined) return undefined;
  const { startIndex: start, endIndex: end } = place;
  const { name, attributes, nameEnd, end: openEnd, selfClosing } = scanStartTag(source, start);
  const closeStart = selfClosing ? openEnd : source.text.lastIndexOf('</', end - 1);
  const elements = children.map((child) => buildElement(source, child)).filter((child) => child !== undefined);
  return {
    kind: 'element',
    name,
    attributes,
    children: withTexts(source, elements, openEnd, closeStart),
    start,
    end,
    tag: { start, end: nameEnd },
    content: { start: openEnd, end: closeStart },
  };
}

function withTexts(source: SourceText, elements: readonly XmlElement[], start: number, end: number): XmlNode[] {
  const nodes: XmlNode[] = [];
  let at = start;
  for (const element of elements) {
    nodes.push(...textBetween(source, at, element.start), element);
    at = element.end;
  }
  nodes.push(...textBetween(source, at, end));
  return nodes;
}

function textBetween(source: SourceText, start: number, end: number): XmlText[] {
  if (end <= start) return [];
  const slice = decodeText(source, start, end, false);
  return slice.value === '' ? [] : [{ kind: 'text', value: slice.value, start, end, slice }];
}
