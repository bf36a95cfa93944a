import type { Wording } from '../model/script.js';
import type { Audience } from './audience.js';

/**
 * The wordings that an audience may be given, those that go first in front: of its language, else of the script's own; of one
 * language what is meant for this channel alone. What is meant for other channels only is not among them.
 */
export function wordingsInOrder(
  own: string,
  wordings: readonly Wording[],
  { channel, language }: Pick<Audience, 'channel' | 'language'>,
): readonly Wording[] {
  const allowed = wordings.filter(({ on }) => on?.includes(channel) ?? true);
  const languageOf = ({ lang }: Wording) => lang ?? own;
  // A script that is called may be written in other languages than its caller.
  const languages = new Set([...languagesFor(language, own), ...allowed.map(languageOf)]);
  return [...languages].flatMap((each) => {
    const spoken = allowed.filter((wording) => languageOf(wording) === each);
    return [...spoken.filter(({ on }) => on), ...spoken.filter(({ on }) => !on)];
  });
}

/** `de-AT` is served with `de` when there is nothing nearer. */
function languagesFor(wanted: string, own: string): readonly string[] {
  return [wanted, wanted.split('-')[0] ?? wanted, own];
}
