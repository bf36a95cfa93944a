import { type Flow, type FlowState, type StateName, successors } from '../flow/flow.js';
import { Reachable, reachFrom } from '../flow/reach-from.js';
import { placeOf } from '../resolve/place-of.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { AnswerNames } from './answer-names.js';
import { type Formulas, formulasOf, isStop, stopsOf } from './formulas-of.js';
import { type NameUse, namesIn, namesInWording } from './names-in.js';

/** Warns of answers that are used where no way leads that passes their question before: they are never there. */
export function checkAnswers(resolved: ResolvedScript, flow: Flow): void {
  new AnswersCheck(resolved, flow).run();
}

class AnswersCheck {
  readonly #resolved: ResolvedScript;
  readonly #flow: Flow;
  readonly #stops: readonly StateName[];
  /** The states after which `answers.name` can hold something: one, or those of all questions of a roster. */
  readonly #questions = new Map<string, FlowState[]>();
  readonly #behind = new Map<string, Reachable>();
  readonly #names = new AnswerNames();

  constructor(resolved: ResolvedScript, flow: Flow) {
    this.#resolved = resolved;
    this.#flow = flow;
    this.#stops = stopsOf(flow);
    for (const state of flow.states.values()) {
      if (state.kind !== 'question') continue;
      const rosters = placeOf(resolved, state.name).frame.rosters.map(({ id }) => id);
      for (const name of [state.name, ...rosters])
        this.#questions.set(name, [...(this.#questions.get(name) ?? []), state]);
    }
  }

  run(): void {
    const { start, branches, states } = this.#flow;
    const reached = reachFrom([start, ...branches.values()], (name) => this.#after(name));
    for (const name of reached) {
      const state = states.get(name);
      if (state) for (const formulas of formulasOf(this.#resolved, state)) this.#check(formulas, [name]);
    }
    for (const [branch, place] of this.#resolved.branches)
      this.#check({ place, expressions: [branch.when], wordings: [] }, this.#stops);
  }

  /** @param at the states in which the formulas are evaluated */
  #check({ place, expressions, wordings }: Formulas, at: readonly StateName[]): void {
    const uses = [
      ...expressions.flatMap((expression) => (expression ? namesIn(expression) : [])),
      ...wordings.flatMap(namesInWording),
    ];
    for (const use of uses) {
      for (const answer of this.#names.of(use, place?.lets ?? [])) {
        const behind = this.#statesBehind(answer);
        if (behind && !behind.leadsToOneOf(at)) this.#report(use, answer, at.includes(answer));
      }
    }
  }

  #report({ name, slice }: NameUse, answer: string, isOwn: boolean): void {
    const at = { start: slice.offsetOf(name.start), end: slice.offsetOf(name.end) };
    const hint = isOwn ? "in a check it is called 'value'" : `no way leads from '${answer}' to here`;
    const message = `The answer to '${answer}' is used before it can be given`;
    this.#resolved.diagnostics.warning('answer-too-early', message, at, hint);
  }

  #statesBehind(answer: string): Reachable | undefined {
    const questions = this.#questions.get(answer);
    if (!questions) return undefined;
    const known = this.#behind.get(answer);
    if (known) return known;
    const single = this.#flow.states.get(answer)?.kind === 'question';
    // Of a question in a roster only the answer of the same round is seen there; `answers.roster` are those of all.
    const closed = new Set(single ? placeOf(this.#resolved, answer).frame.rosters.map(({ id }) => `${id}$each`) : []);
    const behind = new Reachable(questions.flatMap(successors), (name) => this.#after(name, closed));
    this.#behind.set(answer, behind);
    return behind;
  }

  /** Where a dialog can come next, also into a branch and back. */
  #after(name: StateName, closed: ReadonlySet<StateName> = new Set()): readonly StateName[] {
    const state = this.#flow.states.get(name);
    if (!state) return [];
    if (state.kind === 'each' && closed.has(name)) return [state.past];
    if (state.kind === 'return') return this.#stops;
    return isStop(state) ? [...successors(state), ...this.#flow.branches.values()] : successors(state);
  }
}
