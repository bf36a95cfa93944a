import { gosOfItem, gosOfVoice } from '../model/gos-of-item.js';
import type { Branch, Failed, Go, Script, ScriptItem } from '../model/script.js';
import { describeBranch, describeItem } from './describe-item.js';
import type { GraphNode } from './script-graph.js';

/** The nodes of a script in document order, and the way from what they stand for to their keys. */
export interface PlacedNodes {
  readonly nodes: readonly GraphNode[];
  readonly keys: ReadonlyMap<ScriptItem | Branch, string>;
  /** By id; of several with the same one the first. */
  readonly targets: ReadonlyMap<string, string>;
  /** Where branches lead back to the step they were opened from. */
  readonly returns: ReadonlyMap<Branch, string>;
}

/** The key of the node with which a script begins. */
export const START = '$start';

/** Makes a node of everything in a script that a dialog passes, and of what it computes. */
export function placeNodes(script: Script): PlacedNodes {
  return new NodePlacer(script).place();
}

/** Failure paths that only lead on are labels of ways, not nodes. */
export const onlyLeadsOn = (failed: Failed): failed is Failed & { readonly items: readonly Go[] } =>
  failed.items.every((item) => item.kind === 'go' && item.actions.length === 0);

interface Surroundings {
  /** The key of what is around. */
  readonly inside: string;
  readonly group: string | undefined;
  readonly depth: number;
}

class NodePlacer {
  readonly #script: Script;
  readonly #nodes: GraphNode[] = [];
  readonly #used = new Set<string>();
  readonly #keys = new Map<ScriptItem | Branch, string>();
  readonly #targets = new Map<string, string>();
  readonly #returns = new Map<Branch, string>();

  constructor(script: Script) {
    this.#script = script;
  }

  place(): PlacedNodes {
    const { title, version, inputs, items, branches, voice, at } = this.#script;
    const given = inputs.length === 0 ? undefined : `given: ${inputs.map(({ name }) => name).join(', ')}`;
    const start = { title, detail: `version ${version}`, text: given, condition: undefined };
    this.#add({ ...start, key: this.#key(START), kind: 'start', depth: 0, group: undefined, at });
    for (const go of gosOfVoice(voice)) this.#items(go.actions, { inside: START, group: undefined, depth: 1 });
    this.#items(items, { inside: '', group: undefined, depth: 0 });
    for (const branch of branches) this.#branch(branch);
    return { nodes: this.#nodes, keys: this.#keys, targets: this.#targets, returns: this.#returns };
  }

  #branch(branch: Branch): void {
    const key = this.#key(branch.id);
    this.#keys.set(branch, key);
    const { at } = branch;
    this.#add({ ...describeBranch(branch), key, kind: 'branch', depth: 0, group: undefined, at });
    this.#items(branch.items, { inside: key, group: key, depth: 1 });
    if (branch.return === 'end') return;
    const back = this.#key(`${key}/return`);
    this.#returns.set(branch, back);
    const text = branch.return === 'restart' ? 'to the step left, asked afresh' : 'to the step left';
    const nothing = { detail: undefined, condition: undefined };
    this.#add({ ...nothing, title: 'back', text, key: back, kind: 'return', depth: 1, group: key, at });
  }

  #items(items: readonly ScriptItem[], around: Surroundings): void {
    for (const item of items) this.#item(item, around);
  }

  #item(item: ScriptItem, around: Surroundings): void {
    const { inside, group, depth } = around;
    // A dialog comes to an end through its actions, so they stand before it.
    if (item.kind === 'end') this.#items(item.actions, around);
    const key = this.#key('id' in item ? item.id : `${inside}/${item.kind}`);
    this.#keys.set(item, key);
    if ('id' in item && !this.#targets.has(item.id)) this.#targets.set(item.id, this.#keys.get(firstOf(item)) ?? key);
    this.#add({ ...describeItem(item, this.#script), key, kind: item.kind, depth, group, at: item.at });
    const within = { inside: key, group, depth: depth + 1 };
    switch (item.kind) {
      case 'section':
        this.#items(item.items, { ...within, group: key });
        return;
      case 'question':
      case 'info':
        for (const go of gosOfItem(item)) this.#items(go.actions, within);
        return;
      case 'go':
        this.#items(item.actions, within);
        return;
      case 'lookup':
      case 'do':
      case 'call':
        if (item.kind === 'call') for (const go of item.gos) this.#items(go.actions, within);
        if (item.failed && !onlyLeadsOn(item.failed)) this.#items(item.failed.items, within);
    }
  }

  #add(node: GraphNode): void {
    this.#nodes.push(node);
  }

  #key(wanted: string): string {
    let key = wanted;
    for (let at = 2; key === '' || this.#used.has(key); at += 1) key = `${wanted}#${at}`;
    this.#used.add(key);
    return key;
  }
}

/** Where a dialog comes in that is led to an item. */
export function firstOf(item: ScriptItem): ScriptItem {
  return item.kind === 'end' ? (item.actions[0] ?? item) : item;
}
