/** Less than a test has, so that one that waits in vain says for what. */
const PATIENCE_MS = 20_000;
const LOOK_AGAIN_MS = 20;

/**
 * Looks again until what is seen is as wanted.
 *
 * @param awaited - a sentence
 * @param isSo - whether that is it; whether there is anything, if left out
 * @returns what was seen in the end
 * @throws Error that says what was awaited and what was seen instead, after 20 s
 */
export async function until<Seen>(
  awaited: string,
  look: () => Promise<Seen | undefined> | Seen | undefined,
  isSo: (seen: Seen) => boolean = Boolean,
): Promise<Seen> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && isSo(seen)) return seen;
    if (Date.now() >= end) throw waitedInVain(awaited, seen);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/**
 * Waits for something that comes by itself.
 *
 * @param seen - what has come instead
 * @throws Error as {@link until} does
 */
export async function comes<Something>(
  awaited: string,
  something: Promise<Something>,
  seen: () => unknown,
): Promise<Something> {
  let timer: NodeJS.Timeout | undefined;
  const inVain = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(waitedInVain(awaited, seen())), PATIENCE_MS);
  });
  return Promise.race([something, inVain]).finally(() => clearTimeout(timer));
}

function waitedInVain(awaited: string, seen: unknown): Error {
  return new Error(`Waited in vain: ${awaited}. Seen: ${JSON.stringify(seen)}.`);
}
