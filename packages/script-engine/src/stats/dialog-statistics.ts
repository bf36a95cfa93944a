import type { ArgumentOf, OutputOf } from '@caruso/core';
import type { Channel, Dialogs } from '../contract.js';
import type { Journal } from '../session/journal.js';
import type { ScriptVersions } from '../session/script-versions.js';
import { DialogTally } from './dialog-tally.js';
import { tallyDialog } from './tally-dialog.js';

type Statistics = (typeof Dialogs)['operations']['statistics'];

const DAY_S = 86_400;

/**
 * Counts the dialogs of a script, by versions and channels and all together. Dialogs are read one after the other, so that
 * the memory it takes depends on the script and not on how many there are.
 *
 * @param now - milliseconds since 1970-01-01T00:00Z
 */
export async function dialogStatistics(
  journal: Journal,
  versions: ScriptVersions,
  { script, version, channel, from, to, leftAfterSeconds = DAY_S }: ArgumentOf<Statistics>,
  now: number,
): Promise<OutputOf<Statistics>> {
  const groups = new Map<
    string,
    { readonly version: string; readonly channel: Channel; readonly tally: DialogTally }
  >();
  const moment = { now, leftAfterMs: leftAfterSeconds * 1_000 };
  for await (const head of journal.heads({ script, version, from, to })) {
    const entries = await journal.entries(head.dialog, 0);
    const begunOn = entries[0]?.channel ?? head.channel;
    if (channel !== undefined && begunOn !== channel) continue;
    const key = `${head.version} ${begunOn}`;
    const group = groups.get(key) ?? { version: head.version, channel: begunOn, tally: new DialogTally() };
    groups.set(key, group);
    const own = new DialogTally();
    try {
      tallyDialog(await versions.byHash(head.hash, head.dialog), entries, own, moment);
      group.tally.merge(own);
    } catch {
      // A journal that cannot be replayed (its version is gone, its answers are erased) is counted, not guessed at.
      group.tally.unreadable += 1;
    }
  }
  const total = new DialogTally();
  for (const { tally } of groups.values()) total.merge(tally);
  return {
    total: total.statistics,
    groups: [...groups.values()]
      .sort((a, b) => a.version.localeCompare(b.version) || a.channel.localeCompare(b.channel))
      .map(({ version, channel, tally }) => ({ version, channel, ...tally.statistics })),
  };
}
