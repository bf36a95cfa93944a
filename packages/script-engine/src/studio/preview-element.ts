import { readXml } from '@caruso/language';
import { Channel, type RichText } from '../contract.js';
import { buildScript } from '../model/build-script.js';
import type { Branch, Question, Run, Script, ScriptItem, Wording } from '../model/script.js';
import { elementAt } from './element-at.js';
import type { ElementPath, ScriptPreview } from './studio-contract.js';

/**
 * What an element says on each channel, chosen by the rules of the engine, with inserts as they are written. A wording with a
 * condition is shown behind that condition, since nothing is known of answers.
 */
export function previewElement(file: string, text: string, path: ElementPath, language: string): ScriptPreview {
  const document = readXml(text, file);
  const script = buildScript(document);
  const at = elementAt(document, path).start;
  const spoken = findItem(script, at);
  return Channel.options.map((channel) => onChannel(script, spoken, channel, language));
}

interface Spoken {
  readonly texts: readonly Wording[];
  readonly hints: readonly Wording[];
  readonly options: Question['options'];
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
  if (item.kind !== 'question' && item.kind !== 'info' && item.kind !== 'end') return undefined;
  return { texts: item.texts, hints: item.hints, options: item.kind === 'question' ? item.options : [], channels };
}

function onChannel(
  script: Script,
  spoken: Spoken | undefined,
  channel: Channel,
  language: string,
): ScriptPreview[number] {
  const absent = (reason: string) => ({ channel, options: [], absent: reason });
  if (!script.channels.includes(channel)) return absent('The script does not run here.');
  if (!spoken) return absent('Nothing is said.');
  if (!spoken.channels.includes(channel)) return absent('Passed by here.');
  const say = (wordings: readonly Wording[]) => pick(script, wordings, channel, language);
  const text = say(spoken.texts);
  const hint = channel === 'agent' ? say(spoken.hints) : undefined;
  const options = spoken.options
    .filter(({ on }) => on?.includes(channel) ?? true)
    .map(({ value, labels, key }, at) => ({
      key: channel === 'ivr' ? (key ?? String(at + 1)) : '',
      label: say(labels) ?? [{ text: value }],
    }));
  return {
    ...{ channel, options },
    ...(text ? { text } : { absent: 'There is no wording for it.' }),
    ...(hint ? { hint } : {}),
  };
}

/** As the engine picks: the language, else the script's own; what is for this channel alone goes first. */
function pick(script: Script, wordings: readonly Wording[], channel: Channel, language: string): RichText | undefined {
  const allowed = wordings.filter(({ on }) => on?.includes(channel) ?? true);
  for (const each of new Set([language, language.split('-')[0] ?? language, script.lang])) {
    const spoken = allowed.filter(({ lang }) => (lang ?? script.lang) === each);
    const own = spoken.filter(({ on }) => on);
    const found = own.length > 0 ? own : spoken;
    if (found.length > 0) return found.flatMap(shown);
  }
  return undefined;
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
