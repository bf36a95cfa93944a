import type { OpenOption } from '../answer/open-options.js';
import type { RichText } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { prefixOf, scopeValues } from '../machine/scope-values.js';
import type { Let, Wording } from '../model/script.js';
import { placeOf } from '../resolve/place-of.js';
import { contextOf, type DialogState, type Showing } from '../step/dialog-state.js';
import type { Audience } from './audience.js';
import { pickWording } from './pick-wording.js';
import { plain, textOfRich } from './rich-text.js';

/** Lines of wordings that depend on nothing but channel and language: a long way is shown at each of its steps. */
const constantLines = new WeakMap<readonly Wording[], Map<string, string>>();

/** Finds the words for one screen: what is shown, to whom, and with which values. */
export class ScreenWords {
  readonly #compiled: CompiledScript;
  readonly #state: DialogState;
  readonly #values = new Map<readonly Let[], Map<string, Readonly<Record<string, unknown>>>>();

  constructor(compiled: CompiledScript, state: DialogState) {
    this.#compiled = compiled;
    this.#state = state;
  }

  /** Those for whom something is shown now, with the values that its place sees. */
  audience(showing: Showing): Audience {
    const { channel, language, zone } = contextOf(this.#state);
    return { channel, language, values: this.#valuesFor(showing), now: this.#state.changedAt, zone };
  }

  wording(wordings: readonly Wording[], audience: Audience): RichText | undefined {
    return pickWording(this.#compiled, wordings, audience);
  }

  /** What was shown at a step, in one line. */
  line(wordings: readonly Wording[], showing: Showing): string {
    const { channel, language } = contextOf(this.#state);
    const reader = `${channel} ${language}`;
    const known = constantLines.get(wordings)?.get(reader);
    if (known !== undefined) return known;
    const line = textOfRich(this.wording(wordings, this.audience(showing)) ?? []);
    if (wordings.every((wording) => isConstant(this.#compiled, wording))) {
      const lines = constantLines.get(wordings) ?? new Map<string, string>();
      constantLines.set(wordings, lines.set(reader, line));
    }
    return line;
  }

  /** A hint, which only agents ever get. */
  hint(hints: readonly Wording[], audience: Audience): RichText | undefined {
    return audience.channel === 'agent' ? this.wording(hints, audience) : undefined;
  }

  label(open: OpenOption, audience: Audience): RichText {
    return 'label' in open ? plain(open.label) : (this.wording(open.option.labels, audience) ?? plain(open.value));
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

function isConstant({ resolved }: CompiledScript, { when, runs }: Wording): boolean {
  return !when && runs.every((run) => 'lineBreak' in run || resolved.templates.get(run.template)?.constant === true);
}
