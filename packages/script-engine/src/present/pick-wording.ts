import type { RichText } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Wording } from '../model/script.js';
import type { Audience } from './audience.js';
import { richText } from './rich-text.js';

/**
 * The wording of something for an audience: in its language, else in the script's own; of one language what is meant for
 * this channel alone goes first. What is meant for other channels only is never taken.
 */
export function pickWording(
  compiled: CompiledScript,
  wordings: readonly Wording[],
  audience: Audience,
): RichText | undefined {
  const { script, resolved } = compiled;
  const { values, now, zone } = audience;
  const holds = ({ when }: Wording) =>
    !when || resolved.expressions.get(when)?.evaluate(values, { now, zone }) === true;
  const allowed = wordings.filter(({ on }) => on?.includes(audience.channel) ?? true);
  const languageOf = ({ lang }: Wording) => lang ?? script.lang;
  // A script that is called may be written in other languages than its caller.
  const others = allowed.map(languageOf);
  for (const language of new Set([...languagesFor(audience.language, script.lang), ...others])) {
    const spoken = allowed.filter((wording) => languageOf(wording) === language);
    const found = spoken.filter(({ on }) => on).find(holds) ?? spoken.filter(({ on }) => !on).find(holds);
    if (found) return richText(compiled, found, audience);
  }
  return undefined;
}

/** `de-AT` is served with `de` when there is nothing nearer. */
function languagesFor(wanted: string, own: string): readonly string[] {
  return [wanted, wanted.split('-')[0] ?? wanted, own];
}
