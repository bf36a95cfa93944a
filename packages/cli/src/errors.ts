import { defineErrors, error } from '@caruso/core';
import { didYouMean } from '@caruso/language';

function meant(name: string, known: readonly string[]): string {
  const hint = didYouMean(name, known);
  return hint === undefined ? '' : ` (${hint})`;
}

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
      `The assembly ${path} has no control socket. Add serviceControl({ socket: 'control/socket' }), of @caruso/service-manager, to its components and start it again, or name the socket of another with --socket.`,
  ),
  SocketNotKnown: error(
    10,
    'invalid',
    ({ path, reason }: { path: string; reason: string }) =>
      `The assembly ${path} cannot be loaded as it is now, so its control socket is not known. An assembly that runs goes on: name its socket with --socket, or mend this: ${reason}`,
  ),
  NoSuchStore: error(
    8,
    'not-found',
    ({ name, known, config }: { name: string; known: readonly string[]; config: string }) =>
      `There is no store "${name}" in ${config}${meant(name, known)}. Its stores are: ${known.join(', ') || 'none'}. An address can be given as well, e.g. sqlite:./data/crm.db.`,
  ),
  NotRunning: error(
    6,
    'unavailable',
    ({ socket }: { socket: string }) =>
      `No assembly listens at ${socket}. Start it with "caruso start", or name the socket of one that runs with --socket.`,
  ),
  NotProvided: error(
    9,
    'not-found',
    ({ contract }: { contract: string }) =>
      `The assembly that runs provides no "${contract}". "caruso service list --wide" says what it consists of; add the component to its file and start it again, or name another assembly with --config or --socket.`,
  ),
  UnknownTable: error(
    7,
    'not-found',
    ({ store, table, hint }: { store: string; table: string; hint?: string | undefined }) =>
      `The store "${store}" has no table or view "${table}"${hint === undefined ? '' : ` (${hint})`}. "caruso store show" without a table lists them all.`,
  ),
  NoModelInAssembly: error(
    40,
    'invalid',
    ({ path }: { path: string }) =>
      `The assembly ${path} has no business objects whose model could be applied. Add businessObjects({ model }), or name a model with --to.`,
  ),
  NotConfirmed: error(
    41,
    'invalid',
    ({ steps }: { steps: number }) =>
      `Nothing was done: ${steps} ${steps === 1 ? 'step waits' : 'steps wait'}. To carry them out, say yes, or --yes where nobody is asked.`,
  ),
  StillRunning: error(
    42,
    'conflict',
    (_: object) =>
      'Nothing was done: the assembly is running with a model that does not know what is renamed, converted or dropped. Stop it first, or let it go to the new model by --release MODULE.',
  ),
  NeedsFrom: error(
    43,
    'invalid',
    (_: object) =>
      'Nothing was done: something is renamed or converted while the assembly runs, so it has to be sure that the release will be accepted. Name the model that runs with --from, or stop the assembly and apply without --release.',
  ),
  BreaksConsumers: error(
    44,
    'conflict',
    ({ from, to, reasons }: { from: string; to: string; reasons: readonly string[] }) =>
      `Nothing was done: who uses the objects of ${from} could not work with those of ${to}: ${reasons.join('; ')}. Stop the assembly, apply without --release, and start it with scripts and screens that fit.`,
  ),
  StillBusy: error(
    45,
    'unavailable',
    ({ seconds }: { seconds: number }) =>
      `Calls on the business objects did not end within ${seconds} seconds, so that nothing was renamed or converted. What joins has joined. Try again when they have ended.`,
  ),
  LeftInMaintenance: error(
    46,
    'unavailable',
    ({ service, reason }: { service: string; reason: string }) =>
      `The model is applied in part only: ${reason} Nobody is let to ${service}, because the model at work might not find its tables again. Repeat the same command, or go back with "caruso service resume ${service}" if nothing was renamed or converted.`,
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
  EraseWhat: error(
    50,
    'invalid',
    ({ given }: { given: 'none' | 'both' }) =>
      `Say what is to be erased: either --dialog with its id, or --customer for all dialogs of a customer (${given} given).`,
  ),
  NoTests: error(
    51,
    'not-found',
    ({ path }: { path: string }) =>
      `There are no tests of scripts in ${path}. They are XML files whose root is <tests>.`,
  ),
  NumberOrFile: error(
    52,
    'invalid',
    (_: object) => 'Say either a number or a file: `caruso campaign bar NUMBER`, or `--file FILE`.',
  ),
  WhoseContacts: error(
    53,
    'invalid',
    (_: object) =>
      'Say whose contacts are to be erased: either --customer with a key, or --address with a number or mail address.',
  ),
  NobodyToHear: error(
    54,
    'conflict',
    ({ agent, state }: { agent: string; state: string }) =>
      `Agent "${agent}" talks to nobody by telephone: the agent is ${state}. Look with "caruso agent list" who is busy.`,
  ),
  DaysReversed: error(
    55,
    'invalid',
    ({ from, to }: { from: string; to: string }) =>
      `The last day, ${to}, is before the first, ${from}. Swap --from and --to.`,
  ),
  WhichTeam: error(60, 'invalid', ({ named, known }: { named: string | undefined; known: readonly string[] }) =>
    named === undefined
      ? `Say whose agents are to be counted with --team: ${known.join(', ') || 'the document has no team'}.`
      : `There is no team "${named}"${meant(named, known)}. The teams are: ${known.join(', ') || 'none'}.`,
  ),
});
