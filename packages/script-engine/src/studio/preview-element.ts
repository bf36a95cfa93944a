import { readXml } from '@caruso/language';
import { Channel, type RichText, type Screen } from '../contract.js';
import { buildScript } from '../model/build-script.js';
import type { Branch, End, Info, Question, Run, Script, ScriptItem, Wording } from '../model/script.js';
import { voiceSettings } from '../model/voice-settings.js';
import { chatTurn } from '../present/chat/chat-turn.js';
import { titleIn } from '../present/title-in.js';
import { optionKeys } from '../present/voice/key-table.js';
import { saysKeys } from '../present/voice/says-keys.js';
import { voicePrompts } from '../present/voice/voice-prompts.js';
import { wordingsInOrder } from '../present/wordings-in-order.js';
import { elementAt } from './element-at.js';
import type { ElementPath, ScriptPreview } from './studio-contract.js';

/**
 * What an element says on each channel, chosen and presented as the engine does, with inserts as they are written. A wording with
 * a condition is shown behind that condition, since nothing is known of answers.
 */
export function previewElement(file: string, text: string, path: ElementPath, language: string): ScriptPreview {
  const document = readXml(text, file);
  const script = buildScript(document);
  const at = elementAt(document, path).start;
  const spoken = findItem(script, at);
  return Channel.options.map((channel) => onChannel(script, spoken, channel, language));
}

interface Spoken {
  readonly item: Question | Info | End;
  readonly channels: readonly Channel[];
}

function findItem(script: Script, at: number): Spoken | undefined {
  const search = (items: readonly ScriptItem[], around: readonly Channel[]): Spoken | undefined => {
    for (const item of items) {
      const channels = 'on' in item && item.on ? around.filter((each) => item.on?.includes(each)) : around;
      if (item.at.start === at) return spokenBy(item, channels);
      const found = search(inside(item), channels);
      if (found) return found;
    }
    return undefined;
  };
  const ofBranch = (branch: Branch) =>
    search(branch.items, branch.on ? script.channels.filter((each) => branch.on?.includes(each)) : script.channels);
  return search(script.items, script.channels) ?? script.branches.map(ofBranch).find((found) => found !== undefined);
}

function inside(item: ScriptItem): readonly ScriptItem[] {
  if (item.kind === 'section') return item.items;
  return 'failed' in item ? (item.failed?.items ?? []) : [];
}

function spokenBy(item: ScriptItem, channels: readonly Channel[]): Spoken | undefined {
  return item.kind === 'question' || item.kind === 'info' || item.kind === 'end' ? { item, channels } : undefined;
}

function onChannel(
  script: Script,
  spoken: Spoken | undefined,
  channel: Channel,
  language: string,
): ScriptPreview[number] {
  const absent = (reason: string) => ({ channel, options: [], said: [], absent: reason });
  if (!script.channels.includes(channel)) return absent('The script does not run here.');
  if (!spoken) return absent('Nothing is said.');
  if (!spoken.channels.includes(channel)) return absent('Passed by here.');
  const { item } = spoken;
  const audience = { channel, language };
  const text = wordingFor(script, item.texts, audience);
  if (!text) return absent('There is no wording for it.');
  const hint = channel === 'agent' ? wordingFor(script, item.hints, audience) : undefined;
  const screen = screenOf(script, item, text, audience);
  const keys = channel === 'ivr' ? optionKeys(screen) : undefined;
  const options = screen.node.question?.options ?? [];
  return {
    channel,
    text,
    options: options.map(({ value, label }) => ({ key: keys?.get(value) ?? '', label })),
    said: saidOn(screen),
    ...(hint ? { hint } : {}),
  };
}

interface Reader {
  readonly channel: Channel;
  readonly language: string;
}

/** The screen of an element of which nothing is known but the script. */
function screenOf(script: Script, item: Question | Info | End, text: RichText, reader: Reader): Screen {
  const { channel, language } = reader;
  const { id, kind } = item;
  const branches = script.branches.filter(({ on }) => on?.includes(channel) ?? true);
  const screen: Screen = {
    dialog: '',
    script: { id: script.id, version: script.version, title: titleIn(script, language) },
    ...{ channel, language, step: '', canGoBack: false, trail: [] },
    state: kind === 'end' ? 'ended' : 'open',
    node: { kind, id, text, ...(kind === 'question' ? { question: questionOf(script, item, reader) } : {}) },
    branches: branches.map((branch) => ({
      id: branch.id,
      title: titleIn(branch, language),
      ...(branch.key === undefined ? {} : { key: branch.key }),
    })),
  };
  if (channel !== 'ivr') return screen;
  const { tries, length, timeoutMs, bargeIn, finish } = voiceSettings(script, 'voice' in item ? item.voice : undefined);
  const settings = { bargeIn, finish, timeoutMs, ...(length ? { length } : {}), triesLeft: tries, deadline: 0 };
  return { ...screen, voice: { ...settings, saysKeys: kind === 'question' && saysKeys(item, language) } };
}

function questionOf(
  script: Script,
  { type, required, unit, options }: Question,
  reader: Reader,
): NonNullable<Screen['node']['question']> {
  const open = options.filter(({ on }) => on?.includes(reader.channel) ?? true);
  return {
    type,
    required: required !== false,
    ...(unit === undefined ? {} : { unit }),
    options: open.map(({ value, labels, key }) => ({
      value,
      label: wordingFor(script, labels, reader) ?? [{ text: value }],
      ...(key === undefined ? {} : { key }),
    })),
  };
}

function saidOn(screen: Screen): string[] {
  if (screen.channel === 'ivr') return voicePrompts(screen).map(({ text }) => text);
  return screen.channel === 'chat' ? [...chatTurn(screen).messages] : [];
}

/** Those that may be picked: up to the first one without a condition, behind which none is reached. */
function wordingFor({ lang }: Script, wordings: readonly Wording[], reader: Reader): RichText | undefined {
  const inOrder = wordingsInOrder(lang, wordings, reader);
  const last = inOrder.findIndex(({ when }) => !when);
  const reached = last < 0 ? inOrder : inOrder.slice(0, last + 1);
  return reached.length === 0 ? undefined : reached.flatMap(shown);
}

function shown({ when, runs }: Wording): RichText {
  const pieces = runs.map((run: Run) =>
    'lineBreak' in run
      ? { text: '', lineBreak: true }
      : {
          text: run.template.value.replace(/\s+/g, ' '),
          ...(run.bold ? { bold: true } : {}),
          ...(run.italic ? { italic: true } : {}),
        },
  );
  return when ? [{ text: `[${when.value.trim()}] `, italic: true }, ...pieces] : pieces;
}
