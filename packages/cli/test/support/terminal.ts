import { runCommand } from '../../src/index.js';

/** What a command printed, and how it ended. */
export interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as if `typed` were typed, a line each; `said` hears what it prints at once. */
export async function caruso(
  args: readonly string[],
  typed: readonly string[] = [],
  said: (text: string) => void = () => {},
): Promise<Printed> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(args, {
    out: (text) => {
      out.push(text);
      said(text);
    },
    err: (text) => {
      err.push(text);
      said(text);
    },
    lines: async function* () {
      yield* typed;
    },
    styled: false,
    interactive: typed.length > 0,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
