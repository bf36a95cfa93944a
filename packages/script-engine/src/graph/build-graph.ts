import { readXml } from '@caruso/language';
import { buildScript } from '../model/build-script.js';
import type { Call, Do, Go, Lookup, Question, Script, ScriptItem, Section, Voice } from '../model/script.js';
import { exhaustedGos } from '../model/voice-settings.js';
import { firstOf, onlyLeadsOn, type PlacedNodes, placeNodes, START } from './place-nodes.js';
import type { GraphEdge, GraphEdgeKind, ScriptGraph } from './script-graph.js';
import { wayLabel } from './way-label.js';

/**
 * The ways through a script as a graph. It is lenient, so that a script with mistakes can be drawn while it is being written:
 * a transition to a target that there is not has no edge, and of several elements with one id the first is led to.
 *
 * @param text the XML document
 * @param file its name, for messages
 * @throws LanguageErrors.InvalidDocument when it is not well-formed XML
 */
export function scriptGraph(text: string, file: string): ScriptGraph {
  return buildGraph(buildScript(readXml(text, file)));
}

/** The ways through a script that has been read. */
function buildGraph(script: Script): ScriptGraph {
  const placed = placeNodes(script);
  return { nodes: placed.nodes, edges: new EdgeBuilder(script, placed).build() };
}

/** Where a way leads that goes on, and what it is called. */
type Next = Pick<GraphEdge, 'to' | 'kind' | 'label'> | undefined;

class EdgeBuilder {
  readonly #script: Script;
  readonly #placed: PlacedNodes;
  readonly #edges: GraphEdge[] = [];
  readonly #used = new Map<string, number>();

  constructor(script: Script, placed: PlacedNodes) {
    this.#script = script;
    this.#placed = placed;
  }

  build(): readonly GraphEdge[] {
    const { items, branches, voice } = this.#script;
    this.#exhausted(START, voice);
    this.#lead(START, this.#items(items, undefined));
    for (const branch of branches) {
      const back = this.#placed.returns.get(branch);
      this.#lead(this.#placed.keys.get(branch), this.#items(branch.items, following(back)));
    }
    const order = new Map(this.#placed.nodes.map(({ key }, at) => [key, at]));
    const place = ({ from }: GraphEdge) => order.get(from) ?? 0;
    return this.#edges.sort((a, b) => place(a) - place(b));
  }

  /** Draws the ways of items of which the last leads to `after`; returns the way to the first. */
  #items(items: readonly ScriptItem[], after: Next): Next {
    for (const [at, item] of items.entries()) this.#item(item, this.#begin(items[at + 1], after));
    return this.#begin(items[0], after);
  }

  #begin(item: ScriptItem | undefined, after: Next): Next {
    return item ? following(this.#placed.keys.get(firstOf(item))) : after;
  }

  #item(item: ScriptItem, next: Next): void {
    const key = this.#placed.keys.get(item) ?? '';
    switch (item.kind) {
      case 'let':
        this.#lead(key, next);
        break;
      case 'question':
      case 'info':
        this.#ways(key, item.gos, item.kind === 'question' ? item : undefined, next);
        this.#exhausted(key, item.voice);
        break;
      case 'call':
        this.#ways(key, item.gos, undefined, next);
        this.#failure(key, item, next);
        break;
      case 'go':
        this.#ways(key, [item], undefined, next);
        break;
      case 'section':
        this.#section(key, item, next);
        break;
      case 'end':
        this.#items(item.actions, following(key));
        break;
      case 'lookup':
      case 'do':
        this.#lead(key, next);
        this.#failure(key, item, next);
    }
    if (mayBePassed(item)) this.#pass(key, next);
  }

  #section(key: string, section: Section, next: Next): void {
    const { roster, items } = section;
    const again: Next = roster && {
      to: key,
      kind: 'round',
      label: 'each' in roster ? `next ${roster.as}` : 'next round',
    };
    const first = this.#items(items, again ?? next);
    if (items.length > 0 || !roster) this.#lead(key, first);
  }

  #ways(key: string, gos: readonly Go[], question: Question | undefined, next: Next): void {
    for (const go of gos) {
      const label = wayLabel(go, question, this.#script) ?? (gos.length > 1 ? 'otherwise' : 'always');
      this.#leave(key, go, { kind: 'go', label });
      // What stands behind a transition without a condition is never come to.
      if (go.when === undefined) return;
    }
    this.#lead(key, next);
  }

  /** A transition, through its actions to its target. */
  #leave(key: string, go: Go, as: Pick<GraphEdge, 'kind' | 'label'>): void {
    const to = this.#placed.targets.get(go.to);
    const first = this.#items(go.actions, to === undefined ? undefined : { to, kind: 'go', label: 'then' });
    this.#lead(key, first && { to: first.to, ...as });
  }

  /** Where it goes on the telephone after silence or wrong keys too often. */
  #exhausted(key: string, voice: Voice | undefined): void {
    for (const go of exhaustedGos(voice)) {
      const label = go.when ? `no answer, if ${go.when.value.trim()}` : 'no answer';
      this.#leave(key, go, { kind: 'failed', label });
    }
  }

  #failure(key: string, step: Lookup | Do | Call, next: Next): void {
    const { failed } = step;
    if (failed === undefined) this.#lead(key, { to: key, kind: 'failed', label: 'failed: tried again' });
    else if (!onlyLeadsOn(failed)) {
      const first = this.#items(failed.items, next);
      this.#lead(key, first && { to: first.to, kind: 'failed', label: 'failed' });
    } else {
      for (const { when, to: id } of failed.items) {
        const to = this.#placed.targets.get(id);
        const label = when ? `failed, if ${when.value.trim()}` : 'failed';
        this.#lead(key, to === undefined ? undefined : { to, kind: 'failed', label });
        if (when === undefined) return;
      }
      this.#lead(key, next && { to: next.to, kind: 'failed', label: 'failed: carries on' });
    }
  }

  #pass(key: string, next: Next): void {
    // A way that does not lead to the next on paper has a line of its own, and so a name.
    this.#lead(key, next && { to: next.to, kind: 'past', label: next.label && `passed by, ${next.label}` });
  }

  #lead(from: string | undefined, next: Next): void {
    if (from === undefined || next === undefined) return;
    const name = `${from} ${next.kind satisfies GraphEdgeKind} ${next.to}`;
    const before = this.#used.get(name) ?? 0;
    this.#used.set(name, before + 1);
    this.#edges.push({ key: before === 0 ? name : `${name} ${before + 1}`, from, ...next });
  }
}

/** Whether a dialog may come to an element and go on behind it. */
function mayBePassed(item: ScriptItem): boolean {
  if (item.kind === 'go') return false;
  const isGated = ('when' in item && item.when !== undefined) || ('on' in item && item.on !== undefined);
  return isGated || (item.kind === 'section' && item.roster !== undefined);
}

/** The way to what is next on paper. */
function following(to: string | undefined): Next {
  return to === undefined ? undefined : { to, kind: 'next', label: undefined };
}
