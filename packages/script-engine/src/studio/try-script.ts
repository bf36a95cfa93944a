import { CarusoError, type Clock, type Contract, type InputOf } from '@caruso/core';
import { LanguageErrors, readXml } from '@caruso/language';
import type { ScriptFile } from '../check/script-library.js';
import type { ScriptOptions } from '../check/script-options.js';
import { LARGEST_FILE, type Screen } from '../contract.js';
import { buildScript } from '../model/build-script.js';
import { serviceStepsOf } from '../model/service-steps-of.js';
import { gosOf, itemsOf } from '../model/walk-items.js';
import type { LocalService } from '../run/call-local.js';
import { type Reply, runScript } from '../run/run-script.js';
import { exampleOf } from './example-of.js';
import type { ScriptStudio, ScriptTrial } from './studio-contract.js';

type Attempt = InputOf<(typeof ScriptStudio)['operations']['attempt']>;

/** Thrown where the moves are used up. */
class Standing extends Error {
  readonly screen: Screen;

  constructor(screen: Screen) {
    super('the moves are used up');
    this.screen = screen;
  }
}

/**
 * Leads a dialog on a text to where moves lead. It begins anew each time, so nothing of it has to be kept, and a move is taken
 * back by leaving it out. What services answer is what is given, else something that fits their contracts.
 */
export async function tryScript(
  attempt: Attempt,
  { contracts = [], scripts = [] }: ScriptOptions,
  clock: Clock,
): Promise<ScriptTrial> {
  const { name: file, text, channel, language, input, moves, results } = attempt;
  const calls: ScriptTrial['calls'] = [];
  let last: Screen | undefined;
  let refused: string | undefined;
  const todo = moves.map(replyOf);
  const ask = (screen: Screen): Reply => {
    last = screen;
    const next = todo.shift();
    if (next === undefined) throw new Standing(screen);
    return next;
  };
  const done = () => ({ calls, ...(last ? { screen: last } : {}), ...(refused === undefined ? {} : { refused }) });
  const services = standIns([{ text, file }, ...scripts], contracts, results, calls);
  try {
    const common = { text, file, channel, input, services, contracts, scripts, ask, clock };
    last = await runScript({
      ...common,
      ...(language === undefined ? {} : { language }),
      refused: (reason) => {
        refused = reason;
      },
    });
    return done();
  } catch (thrown) {
    if (thrown instanceof Standing) return done();
    if (!CarusoError.is(thrown)) throw thrown;
    refused = LanguageErrors.InvalidDocument.is(thrown) ? 'The script has errors' : thrown.message;
    return done();
  }
}

const BLANK = 0x20;

/** A file is as long as the one that is meant, up to where it is too long for every question. */
function replyOf(move: Attempt['moves'][number]): Reply {
  if (typeof move === 'string' || !('file' in move)) return move;
  const { name, head, size } = move.file;
  const content = Buffer.alloc(Math.min(size, LARGEST_FILE + 1), BLANK);
  Buffer.from(head, 'base64').copy(content);
  return { file: { name, content } };
}

function standIns(
  files: readonly ScriptFile[],
  contracts: readonly Contract[],
  results: Attempt['results'],
  calls: ScriptTrial['calls'],
): Readonly<Record<string, LocalService>> {
  return Object.fromEntries(
    [...new Set(files.flatMap(servicesIn))].map((service): [string, LocalService] => [
      service,
      (input) => {
        const given = results[service];
        if (given && 'fails' in given) {
          calls.push({ service, input, failed: true });
          throw new Error(given.fails);
        }
        const result = given ? given.value : exampleOf(contracts, service);
        calls.push({ service, input, result, failed: false });
        return result;
      },
    ]),
  );
}

/** The operations that a script calls, also to undo. */
function servicesIn({ text, file }: ScriptFile): readonly string[] {
  try {
    const script = buildScript(readXml(text, file));
    const steps = [...itemsOf(script), ...gosOf(script)].flatMap(serviceStepsOf);
    const targets = steps.flatMap((step) => [step.target, ...('undo' in step && step.undo ? [step.undo.target] : [])]);
    return [...new Set(targets.map(({ contract, operation }) => `${contract}.${operation}`))];
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return [];
  }
}
