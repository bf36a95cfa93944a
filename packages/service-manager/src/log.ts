/** Where the components of an assembly report what operators should know. */
export interface Log {
  info(message: string, data?: Readonly<Record<string, unknown>>): void;
  warn(message: string, data?: Readonly<Record<string, unknown>>): void;
  /** `thrown` is what was caught; its stack is for the log only, never for a user. */
  error(message: string, thrown?: unknown, data?: Readonly<Record<string, unknown>>): void;
}

/** One line of JSON per entry on standard error, so that standard output stays free for results. */
export const stderrLog: Log = {
  info: (message, data) => write('info', message, data),
  warn: (message, data) => write('warn', message, data),
  error: (message, thrown, data) =>
    write('error', message, {
      ...data,
      ...(thrown === undefined
        ? {}
        : { thrown: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) }),
    }),
};

/** Keeps quiet: for tests and for commands whose result is all that counts. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

function write(level: string, message: string, data?: Readonly<Record<string, unknown>>): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...data })}\n`);
}
