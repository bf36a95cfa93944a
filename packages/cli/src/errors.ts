import { defineErrors, error } from '@caruso/core';

/** The errors of this package (`CRS-CLI-…`). */
export const CliErrors = defineErrors('CLI', {
  NoConfig: error(
    1,
    'invalid',
    ({ path }: { path: string }) =>
      `There is no assembly at ${path}. Go to the folder of your assembly, or name its file with --config.`,
  ),
  BadConfig: error(
    2,
    'invalid',
    ({ path, reason }: { path: string; reason: string }) => `The assembly ${path} cannot be loaded: ${reason}`,
  ),
  NoAssembly: error(
    3,
    'invalid',
    ({ path }: { path: string }) =>
      `${path} must export an assembly as its default: export default defineAssembly({ company, components }).`,
  ),
  NoFile: error(
    4,
    'invalid',
    ({ path, reason }: { path: string; reason: string }) => `The file ${path} cannot be read: ${reason}.`,
  ),
  NoControlSocket: error(
    5,
    'invalid',
    ({ path }: { path: string }) =>
      `The assembly ${path} has no control socket. Add serviceControl({ socket }) to its components and start it again, or name the socket of another with --socket.`,
  ),
  NoSuchStore: error(
    8,
    'not-found',
    ({ name, known, config }: { name: string; known: readonly string[]; config: string }) =>
      `There is no store "${name}" in ${config}. Its stores are: ${known.join(', ') || 'none'}. An address can be given as well, e.g. sqlite:./data/crm.db.`,
  ),
  NotRunning: error(
    6,
    'unavailable',
    ({ socket }: { socket: string }) =>
      `No assembly listens at ${socket}. Start it with "caruso start", or name the socket of one that runs with --socket.`,
  ),
  UnknownTable: error(
    7,
    'not-found',
    ({ store, table, hint }: { store: string; table: string; hint?: string | undefined }) =>
      `The store "${store}" has no table or view "${table}"${hint === undefined ? '' : ` (${hint})`}. "caruso store show" without a table lists them all.`,
  ),
  NotWritten: error(
    30,
    'invalid',
    ({ path, reason }: { path: string; reason: string }) => `The file ${path} cannot be written: ${reason}.`,
  ),
  OtherImport: error(
    31,
    'conflict',
    ({ notes, line }: { notes: string; line: number }) =>
      `${notes} says how far an import came (up to line ${line}), but of another file or with other options. Delete it to begin anew.`,
  ),
});
