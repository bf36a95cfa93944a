import type { Diagnostics } from '../diagnostics/diagnostics.js';
import { DOCTYPE_HINT, findSubset } from './doctype.js';
import { type Outline, StrictPass, type XmlLimits } from './strict-pass.js';

/**
 * Reports everything that is not well-formed, and every declaration that this product does not read. Where the structure
 * breaks it stops: what follows would be read wrongly and only repeat that one mistake.
 */
export function checkWellFormed(diagnostics: Diagnostics, limits: XmlLimits): Outline {
  const { text } = diagnostics.source;
  const surrogate = text.search(/\p{Surrogate}/u);
  if (surrogate >= 0) {
    diagnostics.error('not-well-formed', 'half of a character pair', { start: surrogate, end: surrogate + 1 });
    return { rootStart: undefined };
  }
  const subset = findSubset(text);
  if (subset !== undefined) {
    diagnostics.error('doctype-refused', 'Declarations inside a DOCTYPE are not read', subset, DOCTYPE_HINT);
    return { rootStart: undefined };
  }
  return new StrictPass(diagnostics, limits).run();
}
