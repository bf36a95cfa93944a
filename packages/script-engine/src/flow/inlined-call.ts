import type { Branch, Go, Info, Option, Question, Script, Section, Voice, Wording } from '../model/script.js';
import type { Frame, Place } from '../resolve/place.js';
import { type FlowState, NOWHERE, type StateName } from './flow.js';

/** One call, as the place into which the states of the script it calls are copied. */
export class InlinedCall {
  readonly #state: Extract<FlowState, { kind: 'call' }>;
  readonly #site: Place;
  readonly #called: Script;
  readonly #lang: string;
  readonly #path: string;
  readonly #frames = new Map<Frame, Frame>();
  /** Whatever has an id, so that the copy of one thing is one thing. */
  readonly #items = new Map<object, object>();
  readonly #gos = new Map<Go, Go>();

  /** @param lang the language of the caller, in which wording without a language is read */
  constructor(state: Extract<FlowState, { kind: 'call' }>, site: Place, called: Script, lang: string) {
    this.#state = state;
    this.#site = site;
    this.#called = called;
    this.#lang = lang;
    this.#path = `${state.item.id}/`;
  }

  /** The state that leads into the script. */
  handOver(start: StateName): FlowState {
    const { name, item, failed, branch } = this.#state;
    return { kind: 'hand-over', name, item, called: this.#called, inside: this.name(start), failed, branch };
  }

  name<Name extends string>(name: Name): Name {
    return (name === NOWHERE ? name : `${this.#path}${name}`) as Name;
  }

  state(state: FlowState): FlowState {
    const named = {
      name: this.name(state.name),
      branch: state.branch ? this.branch(state.branch) : this.#state.branch,
    };
    switch (state.kind) {
      case 'gate':
        return { ...state, ...named, ...this.#to(state, 'place', 'inside', 'past') };
      case 'question':
        return {
          ...{ ...state, ...named, ...this.#to(state, 'next'), item: this.#question(state.item) },
          exhausted: state.exhausted === undefined ? undefined : this.name(state.exhausted),
        };
      case 'info':
        return { ...state, ...named, ...this.#to(state, 'next'), item: this.#worded(this.#item(state.item)) };
      case 'choose': {
        const ways = state.ways.map(({ go, to }) => ({ go: this.go(go), to: this.name(to) }));
        const { otherwise } = state;
        return { ...state, ...named, ways, otherwise: otherwise === undefined ? otherwise : this.name(otherwise) };
      }
      case 'effect':
      case 'call':
        return { ...state, ...named, ...this.#to(state, 'next', 'failed'), item: this.#item(state.item) } as FlowState;
      case 'hand-over':
        return { ...state, ...named, ...this.#to(state, 'inside', 'failed'), item: this.#item(state.item) };
      case 'come-back': {
        const end = this.#item(state.end);
        return { ...state, ...named, ...this.#to(state, 'next'), item: this.#item(state.item), end };
      }
      case 'retry':
        return { ...state, ...named, ...this.#to(state, 'again'), item: this.#item(state.item) };
      case 'enter':
      case 'each':
        return { ...state, ...named, ...this.#to(state, 'first', 'past'), item: this.#item(state.item) };
      case 'end': {
        const { item, next } = this.#state;
        return { ...named, kind: 'come-back', item, end: this.#item(state.item), next };
      }
      case 'return':
        return { ...state, ...named };
    }
  }

  place({ id, frame, branch, channels, lets, scope }: Place): Place {
    return {
      id: this.name(id),
      frame: this.#frame(frame),
      branch: branch ? this.branch(branch) : this.#site.branch,
      channels: channels.filter((channel) => this.#site.channels.includes(channel)),
      lets,
      scope,
    };
  }

  branch(branch: Branch): Branch {
    return this.#item(branch);
  }

  go(go: Go): Go {
    return kept(this.#gos, go, () => ({ ...go, to: this.name(go.to) }));
  }

  #frame(frame: Frame): Frame {
    const parent = frame.parent && this.#frame(frame.parent);
    // A parent brings the frames inside it along.
    const known = this.#frames.get(frame);
    if (known) return known;
    const inner: Frame[] = [];
    const copy: Frame = {
      parent,
      roster: frame.roster && this.#item<Section>(frame.roster),
      rosters: [...this.#site.frame.rosters, ...frame.rosters.map((roster) => this.#item(roster))],
      path: this.name(frame.path),
      call: this.#callInto(frame),
      results: new Set([...frame.results].map((result) => this.name(result))),
      questions: new Set([...frame.questions].map((id) => this.name(id))),
      inner,
      end: undefined,
      computed: frame.computed,
    };
    this.#frames.set(frame, copy);
    copy.end = frame.end && this.place(frame.end);
    inner.push(...frame.inner.map((other) => this.#frame(other)));
    return copy;
  }

  #callInto({ call, parent }: Frame): Frame['call'] {
    if (call) return { id: this.name(call.id), frame: this.#frame(call.frame) };
    return parent ? undefined : { id: this.#state.item.id, frame: this.#site.frame };
  }

  #to<Key extends string>(state: Readonly<Record<Key, string>>, ...keys: readonly Key[]): Record<Key, string> {
    return Object.fromEntries(keys.map((key) => [key, this.name(state[key])])) as Record<Key, string>;
  }

  #item<Item extends { readonly id: string; readonly into?: string | undefined; readonly was?: readonly string[] }>(
    item: Item,
  ): Item {
    const into = item.into === undefined ? {} : { into: this.name(item.into) };
    const was = item.was === undefined ? {} : { was: item.was.map((id) => this.name(id)) };
    return kept<object, object>(this.#items, item, () => ({
      ...item,
      id: this.name(item.id),
      ...into,
      ...was,
    })) as Item;
  }

  #question(question: Question): Question {
    const { options, checks } = question;
    return this.#worded({
      ...this.#item(question),
      options: options.map(
        (option): Option => ({ ...option, labels: this.#spoken(option.labels), hints: this.#spoken(option.hints) }),
      ),
      checks: checks.map((check) => ({ ...check, texts: this.#spoken(check.texts) })),
    });
  }

  #worded<Item extends Question | Info>(item: Item): Item {
    const { texts, hints, voice } = item;
    return { ...item, texts: this.#spoken(texts), hints: this.#spoken(hints), voice: this.#voice(voice) };
  }

  /** What a script says of all its steps holds for these, and not what the caller says of its own. */
  #voice(voice: Voice | undefined): Voice | undefined {
    const general = this.#called.voice;
    const [first] = [voice, general].filter((some) => some !== undefined);
    if (!first) return undefined;
    const retries = [...(voice?.retries ?? []), ...(general?.retries ?? [])];
    const spoken = retries.map((retry) => ({ ...retry, texts: this.#spoken(retry.texts) }));
    return {
      timeoutMs: voice?.timeoutMs ?? general?.timeoutMs,
      tries: voice?.tries ?? general?.tries,
      bargeIn: voice?.bargeIn ?? general?.bargeIn,
      length: voice?.length,
      finish: voice?.finish ?? general?.finish,
      retries: spoken,
      at: first.at,
    };
  }

  /** Wording without a language is in that of its script. */
  #spoken(wordings: readonly Wording[]): readonly Wording[] {
    const { lang } = this.#called;
    if (lang === this.#lang) return wordings;
    return wordings.map((wording) => ({ ...wording, lang: wording.lang ?? lang }));
  }
}

function kept<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found) return found;
  const made = make();
  known.set(key, made);
  return made;
}
