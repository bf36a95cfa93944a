import type { RichText } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Wording } from '../model/script.js';
import type { Audience } from './audience.js';

type Reader = Pick<Audience, 'channel' | 'language'>;

/** Found wordings by channel and language; null for those that depend on more. */
const known = new WeakMap<readonly Wording[], Map<string, RichText | undefined> | null>();
const lines = new WeakMap<RichText, string>();

/** Finds a wording once, if it depends on nothing but channel and language: a long way is shown at each of its steps. */
export function constantWording(
  compiled: CompiledScript,
  wordings: readonly Wording[],
  { channel, language }: Reader,
  find: () => RichText | undefined,
): RichText | undefined {
  const found = known.get(wordings) ?? began(compiled, wordings);
  if (!found) return find();
  const reader = `${channel} ${language}`;
  if (!found.has(reader)) found.set(reader, find());
  return found.get(reader);
}

/** What is made of a wording, once for one that is constant. */
export function constantLine(rich: RichText, make: (rich: RichText) => string): string {
  const line = lines.get(rich) ?? make(rich);
  lines.set(rich, line);
  return line;
}

function began(compiled: CompiledScript, wordings: readonly Wording[]) {
  if (known.has(wordings)) return null;
  const found = wordings.every((wording) => isConstant(compiled, wording)) ? new Map() : null;
  known.set(wordings, found);
  return found;
}

function isConstant({ resolved }: CompiledScript, { when, runs }: Wording): boolean {
  return !when && runs.every((run) => 'lineBreak' in run || resolved.templates.get(run.template)?.constant === true);
}
