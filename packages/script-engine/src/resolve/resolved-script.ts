import type { CompiledExpression, CompiledTemplate, Diagnostics, SourceSlice } from '@caruso/language';
import type { Branch, Formula, Go, Script } from '../model/script.js';
import type { Frame, Place } from './place.js';
import type { Services } from './services.js';

/** A script whose names are bound: every expression and text is compiled, and every item knows its place. */
export interface ResolvedScript {
  readonly script: Script;
  readonly services: Services;
  readonly root: Frame;
  readonly places: ReadonlyMap<string, Place>;
  readonly branches: ReadonlyMap<Branch, Place>;
  readonly gos: ReadonlyMap<Go, Place>;
  readonly expressions: ReadonlyMap<Formula, CompiledExpression>;
  readonly templates: ReadonlyMap<SourceSlice, CompiledTemplate>;
  readonly diagnostics: Diagnostics;
}
