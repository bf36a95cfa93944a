import type { SourceSlice, SourceText, Span } from '@caruso/language';
import type { Channel, QuestionType } from '../contract.js';
import type { FileRules } from '../file/file-rules.js';

/** An expression as it is written. The slice is also its identity, by which its compiled form is found. */
export type Formula = SourceSlice;

/** A piece of wording: text in which `{expression}` puts values, or a new line. */
export type Run =
  | { readonly template: SourceSlice; readonly bold: boolean; readonly italic: boolean }
  | { readonly lineBreak: true };

/** One wording of something; which one is shown is decided by language, channel and `when`. */
export interface Wording {
  readonly lang: string | undefined;
  readonly on: readonly Channel[] | undefined;
  readonly when: Formula | undefined;
  readonly runs: readonly Run[];
  readonly at: Span;
}

interface Placed {
  /** The start tag: where a message about the whole item points. */
  readonly at: Span;
}

/** What journals know by its id. */
interface Known extends Placed {
  readonly id: string;
  /** The ids it had in earlier versions, by which their journals know it. */
  readonly was: readonly string[];
}

interface Item extends Known {
  readonly when: Formula | undefined;
}

export interface Input extends Placed {
  readonly name: string;
  readonly type: InputType;
  readonly default: string | undefined;
}
export type InputType = 'text' | 'number' | 'yesno' | 'date' | 'time' | 'instant' | 'any';

export interface Let extends Placed {
  readonly kind: 'let';
  readonly name: string;
  readonly value: Formula;
}

export interface Argument extends Placed {
  readonly name: string;
  readonly value: Formula;
}

/** An operation of a service: `billing.storeReading` is operation `storeReading` of contract `billing`. */
export interface Target {
  readonly contract: string;
  readonly operation: string;
  readonly slice: SourceSlice;
}

/** The way on when a service fails; without items the dialog carries on. */
export interface Failed extends Placed {
  readonly items: readonly (Do | Info | Go)[];
}

interface ServiceStep extends Item {
  readonly target: Target;
  readonly arguments: readonly Argument[];
  readonly into: string | undefined;
  readonly timeoutMs: number | undefined;
  readonly failed: Failed | undefined;
}

export interface Lookup extends ServiceStep {
  readonly kind: 'lookup';
  readonly freshMs: number | undefined;
}

export interface Undo extends Placed {
  readonly target: Target;
  readonly arguments: readonly Argument[];
}

export interface Do extends ServiceStep {
  readonly kind: 'do';
  readonly retries: number;
  readonly again: boolean;
  readonly undo: Undo | undefined;
}

/**
 * How often a section is gone through: once for each element of a list, or once more as long as a condition holds at the
 * end of a round. `as` names the element, or the number of the round.
 */
export type Roster =
  | { readonly each: Formula; readonly as: string }
  | { readonly repeat: Formula; readonly as: string };

export interface Section extends Item {
  readonly kind: 'section';
  readonly title: string | undefined;
  readonly on: readonly Channel[] | undefined;
  readonly roster: Roster | undefined;
  readonly items: readonly ScriptItem[];
}

export interface Option extends Placed {
  readonly value: string;
  /** The key that chooses it on the telephone; without one it is numbered. */
  readonly key: string | undefined;
  readonly when: Formula | undefined;
  readonly on: readonly Channel[] | undefined;
  readonly labels: readonly Wording[];
  readonly hints: readonly Wording[];
}

export interface Check extends Placed {
  readonly test: Formula;
  readonly level: 'error' | 'warn';
  readonly texts: readonly Wording[];
}

/** What is said after silence or a wrong answer, and where the dialog goes when the tries are used up. */
export interface Retry extends Placed {
  readonly on: 'silence' | 'mismatch' | 'exhausted';
  readonly texts: readonly Wording[];
  readonly gos: readonly Go[];
}

/** How the telephone asks; what is left out here holds as in the script's own `voice`, else by default. */
export interface Voice extends Placed {
  readonly timeoutMs: number | undefined;
  readonly tries: number | undefined;
  readonly bargeIn: boolean | undefined;
  /** How many keys an answer has. */
  readonly length: { readonly min: number; readonly max: number } | undefined;
  readonly finish: string | undefined;
  readonly retries: readonly Retry[];
}

/** A list from which the choices of a question come, and the names of the fields that hold code and label. */
interface OptionSource {
  readonly list: Formula;
  readonly code: string;
  readonly label: string;
}

export interface Question extends Item {
  readonly kind: 'question';
  /** Counts as text when it is missing or unknown. */
  readonly type: QuestionType;
  /** Whether the type is one; if not, nothing is known of the answers. */
  readonly hasType: boolean;
  readonly on: readonly Channel[] | undefined;
  /** Whether it must be answered, or the condition under which it must. */
  readonly required: boolean | Formula;
  readonly default: Formula | undefined;
  readonly unit: string | undefined;
  /** What a question for a file takes. */
  readonly file: FileRules | undefined;
  readonly from: OptionSource | undefined;
  readonly keep: 'confirm' | 'silent' | 'drop';
  /** Whether its answer is masked for others, and can be erased. */
  readonly private: boolean;
  readonly texts: readonly Wording[];
  readonly hints: readonly Wording[];
  readonly options: readonly Option[];
  readonly checks: readonly Check[];
  readonly voice: Voice | undefined;
  readonly gos: readonly Go[];
}

export interface Info extends Item {
  readonly kind: 'info';
  readonly on: readonly Channel[] | undefined;
  readonly texts: readonly Wording[];
  readonly hints: readonly Wording[];
  readonly voice: Voice | undefined;
  readonly gos: readonly Go[];
}

export interface Go extends Placed {
  readonly kind: 'go';
  readonly to: string;
  readonly toAt: Span;
  readonly when: Formula | undefined;
  readonly actions: readonly Do[];
}

/** Another script, as a call names it. */
export interface ScriptReference {
  readonly script: string;
  readonly scriptAt: Span;
  /** The latest one when undefined. */
  readonly version: string | undefined;
  readonly versionAt: Span;
}

/** Runs another script, which comes back with its outcome and its answers under `into`. */
export interface Call extends Item, ScriptReference {
  readonly kind: 'call';
  readonly on: readonly Channel[] | undefined;
  readonly arguments: readonly Argument[];
  readonly into: string | undefined;
  readonly gos: readonly Go[];
  readonly failed: Failed | undefined;
}

export interface End extends Placed {
  readonly kind: 'end';
  readonly id: string;
  readonly outcome: string;
  readonly handover: string | undefined;
  /** Carried out before it is shown. */
  readonly actions: readonly Do[];
  readonly texts: readonly Wording[];
  readonly hints: readonly Wording[];
}

export type ScriptItem = Lookup | Let | Section | Question | Info | Do | Go | Call | End;

/** A title in one language. */
export interface Title extends Placed {
  readonly lang: string;
  readonly text: string;
}

/** What is offered by a title. */
export interface Titled {
  /** In the script's own language. */
  readonly title: string;
  /** In other languages. */
  readonly titles: readonly Title[];
}

/** A jump-off that is open from everywhere in the script. */
export interface Branch extends Known, Titled {
  readonly on: readonly Channel[] | undefined;
  readonly when: Formula | undefined;
  /** The key that opens it on the telephone. */
  readonly key: string | undefined;
  readonly return: 'resume' | 'restart' | 'end';
  readonly items: readonly ScriptItem[];
}

/** A dialog script as it was read. */
export interface Script extends Titled {
  readonly id: string;
  readonly version: string;
  readonly lang: string;
  /** The script's own language first. */
  readonly languages: readonly string[];
  /** The channels it can run on. */
  readonly channels: readonly Channel[];
  /** Whether it says itself on which. */
  readonly namesChannels: boolean;
  readonly inputs: readonly Input[];
  /** How the telephone asks in all of it. */
  readonly voice: Voice | undefined;
  readonly items: readonly ScriptItem[];
  readonly branches: readonly Branch[];
  readonly source: SourceText;
  readonly at: Span;
}
