import type { Branch, Roster, Run, Script, ScriptItem, Wording } from '../model/script.js';
import type { GraphNode } from './script-graph.js';

type Description = Pick<GraphNode, 'title' | 'detail' | 'text' | 'condition'>;

/** What is written in the node of an item. */
export function describeItem(item: ScriptItem, script: Script): Description {
  const condition = conditionOf(item);
  switch (item.kind) {
    case 'question':
      return {
        title: item.id,
        detail: item.unit ? `${item.type}, ${item.unit}` : item.type,
        text: wordingOf(item.texts, script),
        condition,
      };
    case 'info':
      return { title: item.id, detail: undefined, text: wordingOf(item.texts, script), condition };
    case 'lookup':
    case 'do':
      return { title: item.id, detail: item.target.slice.value.trim(), text: undefined, condition };
    case 'call':
      return {
        title: item.id,
        detail: item.version ? `${item.script}@${item.version}` : item.script,
        text: undefined,
        condition,
      };
    case 'let':
      return { title: item.name, detail: undefined, text: `= ${item.value.value.trim()}`, condition };
    case 'section':
      return { title: item.id, detail: undefined, text: item.title, condition };
    case 'go':
      return { title: item.to, detail: undefined, text: undefined, condition };
    case 'end': {
      const detail = item.handover ? `${item.outcome}, to ${item.handover}` : item.outcome;
      return { title: item.id, detail, text: wordingOf(item.texts, script), condition };
    }
  }
}

/** What is written in the node of a branch. */
export function describeBranch(branch: Branch): Description {
  const { id, title } = branch;
  return { title: id, detail: undefined, text: title, condition: conditionOf(branch) };
}

function conditionOf(item: ScriptItem | Branch): string | undefined {
  // The condition of a transition is the label of its way.
  if ('kind' in item && item.kind === 'go') return undefined;
  const when = 'when' in item ? item.when?.value.trim() : undefined;
  const roster = 'roster' in item ? item.roster : undefined;
  const on = 'on' in item ? item.on : undefined;
  const parts = [
    ...(roster ? [roundsOf(roster)] : []),
    ...(when ? [`if ${when}`] : []),
    ...(on ? [`on ${on.join(', ')}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

function roundsOf(roster: Roster): string {
  return 'each' in roster
    ? `for each ${roster.as} of ${roster.each.value.trim()}`
    : `again while ${roster.repeat.value.trim()}`;
}

/** The wording that is for all channels, else the first, of the script's own language. */
export function wordingOf(wordings: readonly Wording[], { lang }: Script): string | undefined {
  const own = wordings.filter((wording) => (wording.lang ?? lang) === lang);
  const found = own.find(({ on, when }) => on === undefined && when === undefined) ?? own[0] ?? wordings[0];
  return found && plain(found.runs);
}

function plain(runs: readonly Run[]): string {
  const text = runs.map((run) => ('template' in run ? run.template.value : ' ')).join('');
  return text.replace(/\s+/g, ' ').trim();
}
