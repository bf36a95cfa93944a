import type { RichText } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Wording } from '../model/script.js';
import type { Audience } from './audience.js';
import { richText } from './rich-text.js';
import { wordingsInOrder } from './wordings-in-order.js';

/** The wording of something for an audience: the first one in their order whose condition holds. */
export function pickWording(
  compiled: CompiledScript,
  wordings: readonly Wording[],
  audience: Audience,
): RichText | undefined {
  const { script, resolved } = compiled;
  const { values, now, zone } = audience;
  const holds = ({ when }: Wording) =>
    !when || resolved.expressions.get(when)?.evaluate(values, { now, zone }) === true;
  const found = wordingsInOrder(script.lang, wordings, audience).find(holds);
  return found && richText(compiled, found, audience);
}
