import { complaintText } from '../answer/complaint.js';
import type { Objection } from '../answer/objection.js';
import { type OpenOption, openOptions } from '../answer/open-options.js';
import type { RichText, Screen } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogContext } from '../machine/dialog-context.js';
import { prefixOf, scopeValues } from '../machine/scope-values.js';
import type { Let, Question, Wording } from '../model/script.js';
import { placeOf } from '../resolve/place-of.js';
import { currentState } from '../step/current-state.js';
import { contextOf, type DialogState, type Showing, stepOf } from '../step/dialog-state.js';
import { openBranches } from '../step/open-branches.js';
import { wayBack } from '../step/way-back.js';
import { answerText } from './answer-text.js';
import type { Audience } from './audience.js';
import { phrases } from './phrases.js';
import { pickWording } from './pick-wording.js';
import { plain, textOfRich } from './rich-text.js';

/**
 * Shows where a dialog stands, for the channel and in the language it is in. Hints and whatever is meant for other
 * channels never get into a screen, so nothing can leak from it.
 */
export function renderScreen(compiled: CompiledScript, state: DialogState): Screen {
  return new ScreenRenderer(compiled, state).render();
}

class ScreenRenderer {
  readonly #compiled: CompiledScript;
  readonly #state: DialogState;
  readonly #values = new Map<readonly Let[], Map<string, Readonly<Record<string, unknown>>>>();

  constructor(compiled: CompiledScript, state: DialogState) {
    this.#compiled = compiled;
    this.#state = state;
  }

  render(): Screen {
    const state = this.#state;
    const { script } = this.#compiled;
    const { channel, language } = contextOf(state);
    const current = currentState(this.#compiled, state);
    const end = current.kind === 'end' ? current.item : undefined;
    return {
      dialog: state.start.facts.id,
      script: { id: script.id, version: script.version, title: script.title },
      channel,
      language,
      state: state.cancelled ? 'cancelled' : end ? 'ended' : 'open',
      step: stepOf(state),
      node: this.#node(),
      ...this.#notice(),
      branches: openBranches(this.#compiled, state).map(({ id, title }) => ({ id, title })),
      canGoBack: !state.cancelled && 'to' in wayBack(this.#compiled, state),
      trail: this.#trail(),
      ...(end ? { outcome: end.outcome } : {}),
      ...(end?.handover === undefined ? {} : { handover: end.handover }),
    };
  }

  #node(): Screen['node'] {
    const showing = this.#state.shown.at(-1);
    const current = currentState(this.#compiled, this.#state);
    if (!showing || !('item' in current)) throw new TypeError('there is nothing to show yet');
    if (current.kind === 'retry') return this.#retryNode(current.item.id);
    const { item } = current;
    if (item.kind !== 'question' && item.kind !== 'info' && item.kind !== 'end')
      throw new TypeError('there is nothing to show yet');
    const audience = this.#audience(showing);
    const hint = this.#hint(item.hints, audience);
    return {
      kind: item.kind,
      id: item.id,
      text: this.#words(item.texts, audience) ?? [],
      ...(hint ? { hint } : {}),
      ...(item.kind === 'question' ? { question: this.#question(item, showing, audience) } : {}),
    };
  }

  #retryNode(id: string): Screen['node'] {
    const { channel, language, failure } = contextOf(this.#state);
    const words = phrases(language);
    return {
      kind: 'info',
      id,
      text: plain(failure?.uncertain ? words.uncertain : words.retry),
      ...(channel === 'agent' && failure ? { hint: plain(failure.message) } : {}),
    };
  }

  #question(question: Question, showing: Showing, audience: Audience): NonNullable<Screen['node']['question']> {
    const isChoice = question.type === 'choice' || question.type === 'choices';
    const prefill = this.#prefill(question, showing, audience);
    return {
      type: question.type,
      required: question.required,
      ...(isChoice ? { options: this.#options(question, audience) } : {}),
      ...(question.unit === undefined ? {} : { unit: question.unit }),
      ...(prefill === undefined || prefill === null ? {} : { prefill }),
    };
  }

  #options(question: Question, audience: Audience) {
    return openOptions(this.#compiled, contextOf(this.#state), question).map((open) => {
      const hint = 'option' in open ? this.#hint(open.option.hints, audience) : undefined;
      return { value: open.value, label: this.#label(open, audience), ...(hint ? { hint } : {}) };
    });
  }

  #label(open: OpenOption, audience: Audience): RichText {
    return 'label' in open ? plain(open.label) : (this.#words(open.option.labels, audience) ?? plain(open.value));
  }

  /** What was entered last, the answer given before the way back, or the default: in this order. */
  #prefill(question: Question, { key }: Showing, { values, now, zone }: Audience): unknown {
    const { notice, drafts } = this.#state;
    if (notice && 'value' in notice) return notice.value;
    const draft = question.keep === 'drop' ? undefined : drafts[key];
    if (draft) return draft.value;
    return (
      question.default && this.#compiled.resolved.expressions.get(question.default)?.evaluate(values, { now, zone })
    );
  }

  #notice(): Pick<Screen, 'complaint' | 'warning'> {
    const { notice } = this.#state;
    if (!notice) return {};
    const { language, channel } = contextOf(this.#state);
    if (notice.kind === 'undo-failed') {
      const reason = channel === 'agent' ? ` ${notice.failure.message}` : '';
      return { complaint: plain(`${phrases(language).undoFailed}${reason}`) };
    }
    const text = this.#objection(notice.objection, notice.value, notice.kind === 'doubt');
    return notice.kind === 'doubt' ? { warning: text } : { complaint: text };
  }

  #objection(objection: Objection, value: unknown, isDoubt: boolean): RichText {
    const { language } = contextOf(this.#state);
    if (objection.kind === 'type') return plain(complaintText(objection.complaint, language));
    const generic = plain(complaintText({ code: isDoubt ? 'doubt' : 'check' }, language));
    const current = currentState(this.#compiled, this.#state);
    const showing = this.#state.shown.at(-1);
    if (current.kind !== 'question' || !showing) return generic;
    const audience = this.#audience(showing);
    const texts = current.item.checks[objection.index]?.texts ?? [];
    return this.#words(texts, { ...audience, values: { ...audience.values, value } }) ?? generic;
  }

  #trail(): Screen['trail'] {
    const way: Showing[] = [];
    const places = new Map<string, number>();
    for (const showing of this.#state.shown) {
      // A step shown again on a way that led back stands for all that lay between.
      const before = places.get(showing.key);
      if (before !== undefined) for (const { key } of way.splice(before)) places.delete(key);
      places.set(showing.key, way.push(showing) - 1);
    }
    return way.slice(0, -1).flatMap((showing) => this.#trailEntry(showing));
  }

  #trailEntry(showing: Showing): Screen['trail'] {
    const state = this.#compiled.flow.states.get(showing.node);
    if (state?.kind !== 'question' && state?.kind !== 'info') return [];
    const audience = this.#audience(showing);
    // What an agent has gone through before the customer took over is not for the customer.
    if (!placeOf(this.#compiled.resolved, showing.node).channels.includes(audience.channel)) return [];
    const text = textOfRich(this.#words(state.item.texts, audience) ?? []);
    if (state.kind === 'info') return [{ node: showing.node, text }];
    const context = contextOf(this.#state);
    const isChoice = state.item.type === 'choice' || state.item.type === 'choices';
    const options = isChoice ? openOptions(this.#compiled, context, state.item, showing.rounds) : [];
    const answer = answerText(state.item, context.answers[showing.key], audience.language, options, (option) =>
      textOfRich(this.#label(option, audience)),
    );
    return [{ node: showing.node, text, ...(answer === undefined ? {} : { answer }) }];
  }

  #audience(showing: Showing): Audience {
    const context = contextOf(this.#state);
    const { channel, language, zone } = context;
    return { channel, language, values: this.#valuesFor(showing, context), now: this.#state.changedAt, zone };
  }

  /** The steps of a way mostly see the same, so it is put together once. */
  #valuesFor({ node, rounds }: Showing, context: DialogContext): Readonly<Record<string, unknown>> {
    const place = placeOf(this.#compiled.resolved, node);
    const here = { ...context.rounds, ...rounds };
    const ofLets = this.#values.get(place.lets) ?? new Map<string, Readonly<Record<string, unknown>>>();
    this.#values.set(place.lets, ofLets);
    const prefix = prefixOf(place.frame, here);
    const values = ofLets.get(prefix) ?? scopeValues(this.#compiled.resolved, context, place, here);
    ofLets.set(prefix, values);
    return values;
  }

  #words(wordings: readonly Wording[], audience: Audience): RichText | undefined {
    return pickWording(this.#compiled, wordings, audience);
  }

  #hint(hints: readonly Wording[], audience: Audience): RichText | undefined {
    return audience.channel === 'agent' ? this.#words(hints, audience) : undefined;
  }
}
