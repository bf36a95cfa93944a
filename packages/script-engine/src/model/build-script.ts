import { elementsOf, textOf, type XmlDocument, type XmlElement } from '@caruso/language';
import { LARGEST_FILE, QuestionType } from '../contract.js';
import type { FileRules } from '../file/file-rules.js';
import { parseSize, USUAL_LARGEST_FILE } from '../file/file-size.js';
import { KNOWN_MEDIA_TYPES } from '../file/media-types.js';
import { channelsFor } from './channels-for.js';
import { channels, formula, nothing, word, words } from './read-attribute.js';
import { readCall, readDo, readGo, readInfo, readLookup, readVoice } from './read-steps.js';
import { readLabel, readWording } from './read-wording.js';
import type {
  Branch,
  Check,
  End,
  Formula,
  Input,
  InputType,
  Let,
  Option,
  Question,
  Roster,
  Script,
  ScriptItem,
  Section,
  Title,
} from './script.js';

/**
 * Reads the elements of a script into its model. It is lenient, because the vocabulary reports what is missing, and all
 * errors of a document are wanted at once: absent names become empty.
 */
export function buildScript({ root, source }: XmlDocument): Script {
  const lang = word(root, 'lang') ?? 'en';
  const id = word(root, 'id') ?? '';
  const on = channels(root);
  const items = readItems(root);
  const branches = elementsOf(root, 'branch').map(readBranch);
  return {
    id,
    version: word(root, 'version') ?? '',
    lang,
    languages: [...new Set([lang, ...words(root, 'languages')])],
    title: word(root, 'title') ?? id,
    titles: readTitles(root),
    channels: on ?? channelsFor([...items, ...branches.flatMap((branch) => (branch.on ? [] : branch.items))]),
    namesChannels: on !== undefined,
    inputs: elementsOf(root, 'input').map(readInput),
    voice: readVoice(root),
    items,
    branches,
    source,
    at: root.tag,
  };
}

const READERS: Readonly<Record<string, (element: XmlElement) => ScriptItem>> = {
  lookup: readLookup,
  let: readLet,
  section: readSection,
  question: readQuestion,
  info: readInfo,
  do: readDo,
  go: readGo,
  call: readCall,
  end: readEnd,
};

function readItems(element: XmlElement): ScriptItem[] {
  return elementsOf(element, ...Object.keys(READERS)).flatMap((child) => READERS[child.name]?.(child) ?? []);
}

/** An empty title is as good as none. */
function readTitles(element: XmlElement): Title[] {
  return elementsOf(element, 'title').flatMap((child) => {
    const [lang, text] = [word(child, 'lang'), textOf(child).trim().replace(/\s+/g, ' ')];
    return lang === undefined || text === '' ? [] : [{ lang, text, at: child.tag }];
  });
}

function readInput(element: XmlElement): Input {
  const type = (word(element, 'type') ?? 'text') as InputType;
  return {
    name: word(element, 'name') ?? '',
    type,
    default: element.attributes.get('default')?.value,
    at: element.tag,
  };
}

function readLet(element: XmlElement): Let {
  return {
    kind: 'let',
    name: word(element, 'name') ?? '',
    value: formula(element, 'value') ?? nothing(),
    at: element.tag,
  };
}

function readSection(element: XmlElement): Section {
  return {
    kind: 'section',
    id: word(element, 'id') ?? '',
    was: words(element, 'was'),
    title: word(element, 'title'),
    when: formula(element, 'when'),
    on: channels(element),
    roster: readRoster(element),
    items: readItems(element),
    at: element.tag,
  };
}

function readRoster(element: XmlElement): Roster | undefined {
  const [each, repeat, as] = [formula(element, 'each'), formula(element, 'repeat'), word(element, 'as') ?? ''];
  if (each) return { each, as };
  return repeat && { repeat, as };
}

function readRequired(element: XmlElement): boolean | Formula {
  const written = word(element, 'required') ?? 'yes';
  if (written === 'yes' || written === 'no') return written === 'yes';
  return formula(element, 'required') ?? true;
}

function readQuestion(element: XmlElement): Question {
  const type = QuestionType.safeParse(word(element, 'type'));
  const list = formula(element, 'from');
  return {
    kind: 'question',
    id: word(element, 'id') ?? '',
    was: words(element, 'was'),
    type: type.success ? type.data : 'text',
    hasType: type.success,
    when: formula(element, 'when'),
    on: channels(element),
    required: readRequired(element),
    default: formula(element, 'default'),
    unit: word(element, 'unit'),
    file: type.data === 'file' ? readFileRules(element) : undefined,
    from: list && { list, code: word(element, 'code') ?? 'value', label: word(element, 'label') ?? 'label' },
    keep: (word(element, 'keep') ?? 'confirm') as Question['keep'],
    private: word(element, 'private') === 'yes',
    texts: elementsOf(element, 'text').map(readWording),
    hints: elementsOf(element, 'hint').map(readWording),
    options: elementsOf(element, 'option').map(readOption),
    checks: elementsOf(element, 'check').map(readCheck),
    voice: readVoice(element),
    gos: elementsOf(element, 'go').map(readGo),
    at: element.tag,
  };
}

/** Values that are not written properly are left out, since the check reports them. */
function readFileRules(element: XmlElement): FileRules {
  const accept = words(element, 'accept').filter((type) => KNOWN_MEDIA_TYPES.includes(type));
  return {
    accept: accept.length > 0 ? accept : KNOWN_MEDIA_TYPES,
    maxBytes: Math.min(parseSize(word(element, 'maxsize') ?? '') ?? USUAL_LARGEST_FILE, LARGEST_FILE),
  };
}

function readOption(element: XmlElement): Option {
  const label = readLabel(element);
  return {
    value: word(element, 'value') ?? '',
    key: word(element, 'key'),
    when: formula(element, 'when'),
    on: channels(element),
    labels: [...elementsOf(element, 'text').map(readWording), ...(label ? [label] : [])],
    hints: elementsOf(element, 'hint').map(readWording),
    at: element.tag,
  };
}

function readCheck(element: XmlElement): Check {
  return {
    test: formula(element, 'test') ?? nothing(),
    level: word(element, 'level') === 'warn' ? 'warn' : 'error',
    texts: elementsOf(element, 'text').map(readWording),
    at: element.tag,
  };
}

function readEnd(element: XmlElement): End {
  return {
    kind: 'end',
    id: word(element, 'id') ?? '',
    outcome: word(element, 'outcome') ?? '',
    handover: word(element, 'handover'),
    actions: elementsOf(element, 'do').map(readDo),
    texts: elementsOf(element, 'text').map(readWording),
    hints: elementsOf(element, 'hint').map(readWording),
    at: element.tag,
  };
}

function readBranch(element: XmlElement): Branch {
  return {
    id: word(element, 'id') ?? '',
    was: words(element, 'was'),
    title: word(element, 'title') ?? '',
    titles: readTitles(element),
    on: channels(element),
    when: formula(element, 'when'),
    key: word(element, 'key'),
    return: (word(element, 'return') ?? 'resume') as Branch['return'],
    items: readItems(element),
    at: element.tag,
  };
}
