import type { CompiledExpression, CompiledTemplate, Diagnostics, ObjectType, SourceSlice } from '@caruso/language';
import type { Flow } from '../flow/flow.js';
import type { Branch, Call, Formula, Go, Script } from '../model/script.js';
import type { Frame, Place } from './place.js';
import type { Services } from './services.js';

/** A script whose names are bound: every expression and text is compiled, and every item knows its place. */
export interface ResolvedScript {
  readonly script: Script;
  readonly services: Services;
  readonly root: Frame;
  /** Whether it has neither rosters nor calls, so that names of answers are what they are kept under. */
  readonly hasOneFrame: boolean;
  /** The type of `answers` outside of rosters. */
  readonly answers: ObjectType;
  readonly places: ReadonlyMap<string, Place>;
  readonly branches: ReadonlyMap<Branch, Place>;
  readonly gos: ReadonlyMap<Go, Place>;
  readonly calls: ReadonlyMap<Call, CalledScript>;
  readonly expressions: ReadonlyMap<Formula, CompiledExpression>;
  readonly templates: ReadonlyMap<SourceSlice, CompiledTemplate>;
  readonly diagnostics: Diagnostics;
}

/** A script that another calls, with its ways. */
export interface CalledScript {
  readonly resolved: ResolvedScript;
  readonly flow: Flow;
}
