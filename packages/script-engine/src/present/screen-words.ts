import type { OpenOption } from '../answer/open-options.js';
import type { RichText } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { prefixOf, scopeValues } from '../machine/scope-values.js';
import type { Let, Wording } from '../model/script.js';
import { placeOf } from '../resolve/place-of.js';
import { contextOf, type DialogState, type Showing } from '../step/dialog-state.js';
import type { Audience } from './audience.js';
import { constantLine, constantWording } from './constant-wordings.js';
import { type Hides, hiddenInserts } from './hidden-inserts.js';
import { pickWording } from './pick-wording.js';
import { plain, textOfRich } from './rich-text.js';

/** Finds the words for one screen: what is shown, to whom, and with which values. */
export class ScreenWords {
  readonly #compiled: CompiledScript;
  readonly #state: DialogState;
  readonly #values = new Map<readonly Let[], Map<string, Readonly<Record<string, unknown>>>>();

  readonly #hides: Hides | undefined;

  constructor(compiled: CompiledScript, state: DialogState) {
    this.#compiled = compiled;
    this.#state = state;
    this.#hides = hiddenInserts(compiled, state);
  }

  /** Those for whom something is shown now, with the values that its place sees. */
  audience(showing: Showing): Audience {
    const { channel, language, zone, rounds } = contextOf(this.#state);
    const hides = this.#hides;
    const place = placeOf(this.#compiled.resolved, showing.node);
    return {
      ...{ channel, language, zone, values: this.#valuesFor(showing), now: this.#state.changedAt },
      ...(hides ? { hides: (names) => hides(names, place, { ...rounds, ...showing.rounds }) } : {}),
    };
  }

  wording(wordings: readonly Wording[], audience: Audience): RichText | undefined {
    return constantWording(this.#compiled, wordings, audience, () => pickWording(this.#compiled, wordings, audience));
  }

  /** What was shown at a step, in one line. */
  line(wordings: readonly Wording[], showing: Showing): string {
    const rich = constantWording(this.#compiled, wordings, contextOf(this.#state), () =>
      pickWording(this.#compiled, wordings, this.audience(showing)),
    );
    return rich ? constantLine(rich, textOfRich) : '';
  }

  /** A hint, which only agents ever get. */
  hint(hints: readonly Wording[], audience: Audience): RichText | undefined {
    return audience.channel === 'agent' ? this.wording(hints, audience) : undefined;
  }

  label(open: OpenOption, showing: Showing): RichText {
    if ('label' in open) return plain(open.label);
    const { labels } = open.option;
    const worded = constantWording(this.#compiled, labels, contextOf(this.#state), () =>
      pickWording(this.#compiled, labels, this.audience(showing)),
    );
    return worded ?? plain(open.value);
  }

  /** The steps of a way mostly see the same, so it is put together once. */
  #valuesFor({ node, rounds }: Showing): Readonly<Record<string, unknown>> {
    const { resolved } = this.#compiled;
    const context = contextOf(this.#state);
    const place = placeOf(resolved, node);
    const here = { ...context.rounds, ...rounds };
    const ofLets = this.#values.get(place.lets) ?? new Map<string, Readonly<Record<string, unknown>>>();
    this.#values.set(place.lets, ofLets);
    const prefix = prefixOf(place.frame, here) + place.frame.path;
    const values = ofLets.get(prefix) ?? scopeValues(resolved, context, place, here);
    ofLets.set(prefix, values);
    return values;
  }
}
