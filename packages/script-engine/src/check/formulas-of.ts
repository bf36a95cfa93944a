import type { Flow, FlowState } from '../flow/flow.js';
import type { Argument, Formula, Question, Wording } from '../model/script.js';
import { endOfRound } from '../resolve/end-of-round.js';
import type { Place } from '../resolve/place.js';
import { placeOf } from '../resolve/place-of.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';

/** Expressions and wordings that are evaluated together, and the place whose names they see. */
export interface Formulas {
  readonly place: Place | undefined;
  readonly expressions: readonly (Formula | undefined)[];
  readonly wordings: readonly Wording[];
}

/** What is evaluated when a dialog comes to a state. */
export function formulasOf(resolved: ResolvedScript, state: FlowState): readonly Formulas[] {
  const here = (id: string, expressions: Formulas['expressions'], wordings: readonly Wording[] = []): Formulas[] => [
    { place: placeOf(resolved, id), expressions, wordings },
  ];
  switch (state.kind) {
    case 'gate':
      return here(state.place, [state.when]);
    case 'question':
      return here(state.item.id, expressionsOf(state.item), wordingsOf(state.item));
    case 'info':
    case 'end':
      return here(state.item.id, [], [...state.item.texts, ...state.item.hints]);
    case 'choose':
      return state.ways.map(({ go }) => ({ place: resolved.gos.get(go), expressions: [go.when], wordings: [] }));
    case 'effect': {
      const { item } = state;
      const undo: readonly Argument[] = (item.kind === 'do' && item.undo?.arguments) || [];
      return here(
        item.id,
        [...item.arguments, ...undo].map(({ value }) => value),
      );
    }
    case 'call':
      return here(
        state.item.id,
        state.item.arguments.map(({ value }) => value),
      );
    case 'enter':
      return here(state.item.id, [
        state.item.roster && 'each' in state.item.roster ? state.item.roster.each : undefined,
      ]);
    case 'each': {
      const { roster } = state.item;
      if (!roster || 'each' in roster) return [];
      return [{ place: endOfRound(resolved, state.item), expressions: [roster.repeat], wordings: [] }];
    }
    default:
      return [];
  }
}

/** Where a user is asked or told something, perhaps by a script that is called, and can jump off into a branch. */
export function isStop({ kind }: FlowState): boolean {
  return kind === 'question' || kind === 'info' || kind === 'retry' || kind === 'call';
}

/** The names of all stops. */
export function stopsOf({ states }: Flow): readonly string[] {
  return [...states.values()].filter(isStop).map(({ name }) => name);
}

function expressionsOf({ required, default: preset, from, options, checks }: Question): Formulas['expressions'] {
  const must = typeof required === 'boolean' ? undefined : required;
  return [must, preset, from?.list, ...options.map(({ when }) => when), ...checks.map(({ test }) => test)];
}

function wordingsOf({ texts, hints, options, checks, voice }: Question): readonly Wording[] {
  const ofOptions = options.flatMap((option) => [...option.labels, ...option.hints]);
  const ofVoice = voice?.retries.flatMap((retry) => retry.texts) ?? [];
  return [...texts, ...hints, ...ofOptions, ...checks.flatMap((check) => check.texts), ...ofVoice];
}
