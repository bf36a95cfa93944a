import type { Channel } from '../contract.js';
import type { Branch, Call, Do, End, Formula, Go, Info, Lookup, Question, Script, Section } from '../model/script.js';

/** Where `go`, gates and ends of items lead: the name of a state, or nowhere. */
export type StateName = string;

/** Where a way ends that leads nowhere; only a script with errors has one. */
export const NOWHERE: StateName = '$nowhere';

interface Named {
  readonly name: StateName;
  /** The branch it belongs to; undefined for the main line. */
  readonly branch: Branch | undefined;
}

/** Lets the dialog into an item if its condition holds and the channel is one of its own, else leads past it. */
interface Gate extends Named {
  readonly kind: 'gate';
  /** The id of the item, whose place decides what the condition sees. */
  readonly place: string;
  readonly when: Formula | undefined;
  readonly channels: readonly Channel[] | undefined;
  readonly inside: StateName;
  readonly past: StateName;
}

/** Waits for an answer. */
interface QuestionState extends Named {
  readonly kind: 'question';
  readonly item: Question;
  readonly next: StateName;
  /** Where it leads on the telephone when the tries are used up; without it the dialog stays. */
  readonly exhausted: StateName | undefined;
}

/** Waits until an information is acknowledged. */
interface InfoState extends Named {
  readonly kind: 'info';
  readonly item: Info;
  readonly next: StateName;
}

/** Chooses the first way whose condition holds. */
interface Choose extends Named {
  readonly kind: 'choose';
  readonly ways: readonly { readonly go: Go; readonly to: StateName }[];
  /** Undefined when the last way has no condition. */
  readonly otherwise: StateName | undefined;
}

/** Waits for a service. */
interface EffectState extends Named {
  readonly kind: 'effect';
  readonly item: Lookup | Do;
  readonly next: StateName;
  /** Where a failure leads; to the retry when the script says nothing. */
  readonly failed: StateName;
}

/** Runs another script, whose states are not laid out yet. */
interface CallState extends Named {
  readonly kind: 'call';
  readonly item: Call;
  readonly next: StateName;
  /** Where inputs that do not fit lead; to the retry when the script says nothing. */
  readonly failed: StateName;
}

/** Hands inputs over to the script that is called, and leads into it. */
interface HandOver extends Named {
  readonly kind: 'hand-over';
  readonly item: Call;
  readonly called: Script;
  readonly inside: StateName;
  readonly failed: StateName;
}

/** An end of a script that was called: leads back to the caller, with outcome and answers. */
interface ComeBack extends Named {
  readonly kind: 'come-back';
  readonly item: Call;
  /** An item of the script that was called, whose place sees its answers. */
  readonly end: End;
  readonly next: StateName;
}

/** Tells that a service or a call failed, and tries it again when that is acknowledged. */
interface RetryState extends Named {
  readonly kind: 'retry';
  readonly item: Lookup | Do | Call;
  readonly again: StateName;
}

/** Begins the rounds of a roster, or leads past it when the list is empty. */
interface Enter extends Named {
  readonly kind: 'enter';
  readonly item: Section;
  readonly first: StateName;
  readonly past: StateName;
}

/** Begins the next round of a roster, or leaves it. */
interface Each extends Named {
  readonly kind: 'each';
  readonly item: Section;
  readonly first: StateName;
  readonly past: StateName;
}

interface EndState extends Named {
  readonly kind: 'end';
  readonly item: End;
}

/** Returns from a branch. */
interface ReturnState extends Named {
  readonly kind: 'return';
}

export type FlowState =
  | Gate
  | QuestionState
  | InfoState
  | Choose
  | EffectState
  | CallState
  | HandOver
  | ComeBack
  | RetryState
  | Enter
  | Each
  | EndState
  | ReturnState;

/** All ways through a script, as states and where they lead. */
export interface Flow {
  readonly states: ReadonlyMap<StateName, FlowState>;
  readonly start: StateName;
  readonly branches: ReadonlyMap<Branch, StateName>;
}

/** Where a state can lead, conditions left aside. */
export function successors(state: FlowState): readonly StateName[] {
  switch (state.kind) {
    case 'gate':
      return [state.inside, state.past];
    case 'question':
      return state.exhausted === undefined ? [state.next] : [state.next, state.exhausted];
    case 'info':
      return [state.next];
    case 'choose':
      return [...state.ways.map(({ to }) => to), ...(state.otherwise === undefined ? [] : [state.otherwise])];
    case 'effect':
    case 'call':
      return [state.next, state.failed];
    case 'hand-over':
      return [state.inside, state.failed];
    case 'come-back':
      return [state.next];
    case 'retry':
      return [state.again];
    case 'enter':
    case 'each':
      return [state.first, state.past];
    default:
      return [];
  }
}
