import type { Diagnostics } from '@caruso/language';
import type { Channel } from '../contract.js';
import { keyedAs } from '../model/keyed-types.js';
import type { Branch, Question, Wording } from '../model/script.js';
import { voiceSettings } from '../model/voice-settings.js';
import { itemsOf } from '../model/walk-items.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';

const MOST_OPTIONS = 9;
/** About half a minute; longer than that nobody keeps in mind. */
const LONGEST_SPOKEN = 400;

/**
 * Proves that a script can be led on the telephone, wherever it can come there. One that names no channels runs there only if
 * all its questions can be keyed in.
 */
export function checkVoice(resolved: ResolvedScript): void {
  const { script, places, diagnostics } = resolved;
  if (!script.channels.includes('ivr')) return;
  const branches = script.branches.filter((branch) => resolved.branches.get(branch)?.channels.includes('ivr'));
  if (script.namesChannels) checkBranches(branches, diagnostics);
  for (const item of itemsOf(script)) {
    if (item.kind !== 'question' && item.kind !== 'info' && item.kind !== 'end') continue;
    const place = places.get(item.id);
    if (!place?.channels.includes('ivr')) continue;
    checkLengths(item.texts, diagnostics);
    if (item.kind !== 'question') continue;
    checkType(item, place.channels, diagnostics);
    checkOptions(item, diagnostics);
    const { finish } = voiceSettings(script, item.voice);
    const open = branches.filter((branch) => branch !== place.branch);
    checkClashes(item, open, finish, diagnostics);
  }
}

function checkType(question: Question, channels: readonly Channel[], diagnostics: Diagnostics): void {
  if (!question.hasType || keyedAs(question.type) !== 'none') return;
  const others = channels.filter((channel) => channel !== 'ivr').join(' ') || 'web';
  const message = `An answer of type ${question.type} cannot be keyed in on the telephone`;
  diagnostics.error('not-on-telephone', message, question.at, `add on="${others}"`);
}

function checkOptions({ id, options, at, type }: Question, diagnostics: Diagnostics): void {
  const spoken = options.filter(({ on }) => on?.includes('ivr') ?? true);
  const always = spoken.filter(({ when }) => !when);
  if (always.length > MOST_OPTIONS) {
    const message = `'${id}' has ${always.length} choices on the telephone, which has ${MOST_OPTIONS} keys for them`;
    const hint = 'ask in two steps, or give some of them on= without ivr';
    if (type === 'choices') diagnostics.error('too-many-options', message, at, hint);
    else diagnostics.warning('too-many-options', message, at, hint);
  }
  const keys = new Map<string, (typeof spoken)[number]>();
  for (const option of spoken) {
    const other = option.key === undefined ? undefined : keys.get(option.key);
    if (other) {
      const message = `The key ${option.key} chooses '${other.value}' already`;
      // Under conditions that exclude each other both may have it.
      const isSure = !other.when || !option.when;
      if (isSure) diagnostics.error('key-clash', message, option.at, 'give each choice a key of its own');
      else diagnostics.warning('key-clash', message, option.at, 'make sure that they are never open together');
    }
    if (option.key !== undefined) keys.set(option.key, option);
  }
}

function checkBranches(branches: readonly Branch[], diagnostics: Diagnostics): void {
  const keys = new Map<string, Branch>();
  for (const branch of branches) {
    if (branch.key === undefined) {
      const message = `The branch '${branch.id}' cannot be opened on the telephone`;
      diagnostics.warning('no-key', message, branch.at, 'add key="0", or on= without ivr');
      continue;
    }
    const other = keys.get(branch.key);
    if (other) {
      const message = `The key ${branch.key} opens '${other.id}' already`;
      diagnostics.error('key-clash', message, branch.at, 'give each branch a key of its own');
    }
    keys.set(branch.key, branch);
  }
}

/** A key of a branch that means something else at a question. */
function checkClashes(question: Question, branches: readonly Branch[], finish: string, diagnostics: Diagnostics): void {
  const own = new Map<string, string>();
  const spoken = question.options.filter(({ on }) => on?.includes('ivr') ?? true);
  for (const { key, value } of spoken) if (key !== undefined) own.set(key, `chooses '${value}'`);
  if (question.type === 'yesno') own.set('1', 'means yes').set('2', 'means no');
  if (keyedAs(question.type) === 'keys') own.set(finish, 'finishes the answer');
  else if (!question.required) own.set('#', 'leaves the answer out');
  for (const { id, key } of branches) {
    const means = key === undefined ? undefined : own.get(key);
    if (means === undefined) continue;
    const message = `The key ${key} ${means} in '${question.id}' and opens the branch '${id}'`;
    diagnostics.error('key-clash', message, question.at, 'give the branch another key');
  }
}

function checkLengths(texts: readonly Wording[], diagnostics: Diagnostics): void {
  for (const { on, runs, at } of texts) {
    if (!(on?.includes('ivr') ?? true)) continue;
    const length = runs.reduce(
      (sum, run) => sum + ('template' in run ? run.template.value.replace(/\s+/g, ' ').length : 0),
      0,
    );
    if (length <= LONGEST_SPOKEN) continue;
    const message = `This is spoken for about ${Math.round((length * 70) / 1000)} seconds`;
    diagnostics.warning('long-speech', message, at, 'shorten it, or add a <text on="ivr">');
  }
}
