import { elementsOf, SourceSlice, type XmlElement } from '@caruso/language';
import { channels, duration, formula, nothing, word, words } from './read-attribute.js';
import { readWording } from './read-wording.js';
import type { Argument, Call, Do, Failed, Go, Info, Lookup, Retry, Target, Undo, Voice } from './script.js';
import { parseLength, parseTries } from './voice-values.js';

/** Reads a `lookup`. */
export function readLookup(element: XmlElement): Lookup {
  return { kind: 'lookup', ...readServiceStep(element), freshMs: duration(element, 'fresh') };
}

/** Reads a `do`. */
export function readDo(element: XmlElement): Do {
  const undo = elementsOf(element, 'undo')[0];
  return {
    kind: 'do',
    ...readServiceStep(element),
    retries: Number.parseInt(word(element, 'retries') ?? '0', 10) || 0,
    again: word(element, 'again') === 'yes',
    undo: undo && readUndo(undo),
  };
}

/** Reads a `call`. */
export function readCall(element: XmlElement): Call {
  const failed = elementsOf(element, 'failed')[0];
  const placeOf = (name: string) => element.attributes.get(name)?.slice ?? element.tag;
  return {
    kind: 'call',
    id: word(element, 'id') ?? '',
    was: words(element, 'was'),
    when: formula(element, 'when'),
    on: channels(element),
    script: word(element, 'script') ?? '',
    scriptAt: placeOf('script'),
    version: word(element, 'version'),
    versionAt: placeOf('version'),
    arguments: readArguments(element),
    into: word(element, 'into'),
    gos: elementsOf(element, 'go').map(readGo),
    failed: failed && readFailed(failed),
    at: element.tag,
  };
}

function readServiceStep(element: XmlElement) {
  const failed = elementsOf(element, 'failed')[0];
  return {
    id: word(element, 'id') ?? '',
    was: words(element, 'was'),
    when: formula(element, 'when'),
    target: readTarget(element),
    arguments: readArguments(element),
    into: word(element, 'into'),
    timeoutMs: duration(element, 'timeout'),
    failed: failed && readFailed(failed),
    at: element.tag,
  };
}

function readUndo(element: XmlElement): Undo {
  return { target: readTarget(element), arguments: readArguments(element), at: element.tag };
}

function readTarget(element: XmlElement): Target {
  return targetIn(element.attributes.get('service')?.slice ?? SourceSlice.of('', 'missing'));
}

/** The operation that a name such as `billing.storeReading` means. */
export function targetIn(slice: SourceSlice): Target {
  const name = slice.value.trim();
  const dot = name.lastIndexOf('.');
  return { contract: name.slice(0, Math.max(dot, 0)), operation: name.slice(dot + 1), slice };
}

function readArguments(element: XmlElement): Argument[] {
  return elementsOf(element, 'with').map((child) => ({
    name: word(child, 'name') ?? '',
    value: formula(child, 'value') ?? nothing(),
    at: child.attributes.get('name')?.slice ?? child.tag,
  }));
}

function readFailed(element: XmlElement): Failed {
  const items = elementsOf(element, 'do', 'info', 'go').map((child) => {
    if (child.name === 'do') return readDo(child);
    return child.name === 'info' ? readInfo(child) : readGo(child);
  });
  return { items, at: element.tag };
}

/** Reads an `info`. */
export function readInfo(element: XmlElement): Info {
  return {
    kind: 'info',
    id: word(element, 'id') ?? '',
    was: words(element, 'was'),
    when: formula(element, 'when'),
    on: channels(element),
    texts: elementsOf(element, 'text').map(readWording),
    hints: elementsOf(element, 'hint').map(readWording),
    voice: readVoice(element),
    gos: elementsOf(element, 'go').map(readGo),
    at: element.tag,
  };
}

/** Reads a `go` with the actions attached to it. */
export function readGo(element: XmlElement): Go {
  const to = element.attributes.get('to');
  return {
    kind: 'go',
    to: to?.value.trim() ?? '',
    toAt: to?.slice ?? element.tag,
    when: formula(element, 'when'),
    actions: elementsOf(element, 'do').map(readDo),
    at: element.tag,
  };
}

/** Reads the `voice` in an element; values that are not written properly are left out, since the check reports them. */
export function readVoice(parent: XmlElement): Voice | undefined {
  const [element] = elementsOf(parent, 'voice');
  if (!element) return undefined;
  const bargeIn = word(element, 'bargein');
  return {
    timeoutMs: duration(element, 'timeout'),
    tries: parseTries(word(element, 'tries') ?? ''),
    bargeIn: bargeIn === undefined ? undefined : bargeIn !== 'no',
    length: parseLength(word(element, 'length') ?? ''),
    finish: word(element, 'finish'),
    retries: elementsOf(element, 'retry').map(readRetry),
    at: element.tag,
  };
}

function readRetry(element: XmlElement): Retry {
  return {
    on: (word(element, 'on') ?? 'silence') as Retry['on'],
    texts: elementsOf(element, 'text').map(readWording),
    gos: elementsOf(element, 'go').map(readGo),
    at: element.tag,
  };
}
