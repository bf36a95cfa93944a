import type { OutputOf } from '@caruso/core';
import type { Dialogs } from '../contract.js';
import type { Script } from '../model/script.js';
import { itemsOf } from '../model/walk-items.js';

type ScriptSummary = OutputOf<(typeof Dialogs)['operations']['scripts']>[number];

/** What a script tells of itself to those who offer it. */
export function scriptSummary(script: Script): ScriptSummary {
  const { id, version, lang, title, titles, languages, channels, inputs } = script;
  return {
    id,
    version,
    title,
    titles: Object.fromEntries([[lang, title], ...titles.map((other) => [other.lang, other.text])]),
    languages: [...languages],
    channels: [...channels],
    inputs: inputs.map(({ name, type, default: preset }) => ({ name, type, required: preset === undefined })),
    handovers: handoversOf(script),
  };
}

/** The queues to which a script hands customers over, also from branches and sections; each once, in document order. */
function handoversOf(script: Script): string[] {
  const queues = [...itemsOf(script)].flatMap((item) => (item.kind === 'end' ? (item.handover ?? []) : []));
  return [...new Set(queues)];
}
