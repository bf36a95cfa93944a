import type { Scope } from '@caruso/language';
import type { Channel } from '../contract.js';
import type { Branch, Let, Section } from '../model/script.js';

/**
 * Everything that shares its repetitions: the script itself, a script that it calls, or one roster section inside another
 * frame.
 */
export interface Frame {
  readonly parent: Frame | undefined;
  /** The roster that makes this frame; none for the script. */
  readonly roster: Section | undefined;
  /** All rosters around, the outermost first; ends with the own one. */
  readonly rosters: readonly Section[];
  /** What is put before the names of a script that is called: `identify/`; empty in the script itself. */
  readonly path: string;
  /** The call, in its frame, that leads into the script whose frame this is. */
  readonly call: { readonly id: string; readonly frame: Frame } | undefined;
  /** Names under which results of services are kept here. */
  readonly results: Set<string>;
  /** Ids of the questions that belong to this frame. */
  readonly questions: Set<string>;
  /** The rosters directly inside. */
  readonly inner: Frame[];
  /** The place at the end of a round, which sees all that was asked and computed in it; set when it has been resolved. */
  end: Place | undefined;
  /** The `let`s of a roster that are seen from outside, as fields of its rounds. */
  readonly computed: Set<string>;
}

/** Where an item stands: what it sees, and who sees it. */
export interface Place {
  readonly id: string;
  readonly frame: Frame;
  readonly branch: Branch | undefined;
  /** The channels on which it can come: its own and those of all sections around it. */
  readonly channels: readonly Channel[];
  /** The `let`s it sees, in the order in which they may refer to each other. */
  readonly lets: readonly Let[];
  readonly scope: Scope;
}

/** A frame inside another, with nothing in it yet. */
export function newFrame(parent: Frame | undefined, roster: Section | undefined): Frame {
  const rosters = [...(parent?.rosters ?? []), ...(roster ? [roster] : [])];
  return {
    parent,
    roster,
    rosters,
    path: '',
    call: undefined,
    results: new Set(),
    questions: new Set(),
    inner: [],
    end: undefined,
    computed: new Set(),
  };
}
