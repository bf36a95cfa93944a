import { type Clock, type Contract, systemClock } from '@caruso/core';
import type { CountryCode } from 'libphonenumber-js';
import type { ScriptFile } from '../check/script-library.js';
import type { Channel, Screen } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import type { Script } from '../model/script.js';
import { speaks } from '../present/language-for.js';
import { DialogEngine } from '../session/dialog-engine.js';
import type { GivenFile } from '../session/file-answers.js';
import { MemoryJournal } from '../session/memory-journal.js';
import { ScriptCatalogue } from '../session/script-catalogue.js';
import { callLocal, type LocalService } from './call-local.js';

/** What is done at a screen. */
export type Reply =
  | { readonly answer: unknown }
  | { readonly file: GivenFile }
  | 'next'
  | 'back'
  | 'silence'
  | 'mismatch'
  | 'cancel'
  | { readonly branch: string }
  /** Goes back to a step of the trail, to correct its answer. */
  | { readonly correct: number };

/** What {@link runScript} takes. */
export interface RunOptions {
  readonly text: string;
  /** The name of the file, for messages. */
  readonly file: string;
  readonly channel?: Channel;
  readonly language?: string;
  /** What the caller of a script hands over. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** What stands in for services, by `contract.operation`. A call to any other fails as unavailable. */
  readonly services?: Readonly<Record<string, LocalService>>;
  /** Against which calls are checked before the start; without them they are not. */
  readonly contracts?: readonly Contract[];
  /** The scripts that it can call, and those that they call. */
  readonly scripts?: readonly ScriptFile[];
  /** Asked at every screen that waits for somebody. */
  readonly ask: (screen: Screen) => Reply | Promise<Reply>;
  /** Told of a reply that is not possible where the dialog stands; without it such a reply ends the run. */
  readonly refused?: (reason: string, screen: Screen) => void;
  readonly clock?: Clock;
  readonly defaultCountry?: CountryCode;
  readonly zone?: string;
}

/**
 * Runs a script from beginning to end in memory: for trying scripts out and for testing them. It is the same engine that
 * leads real dialogs, on a journal that is gone afterwards.
 *
 * @returns the last screen, of a dialog that has ended or was cancelled
 * @throws LanguageErrors.InvalidDocument when the script has errors; ScriptErrors.InvalidInput, ScriptErrors.UnknownLanguage; what `ask` throws
 * @example
 * ```ts
 * const last = await runScript({ text, file: 'move.xml', channel: 'web', ask: () => 'next' });
 * last.outcome; // 'completed'
 * ```
 */
export async function runScript(options: RunOptions): Promise<Screen> {
  const { text, file, contracts, ask, refused, clock = systemClock } = options;
  const scripts = new ScriptCatalogue([{ file, text }], contracts, options.scripts);
  const [entry] = scripts.entries();
  const script = entry?.compiled.script.id ?? '';
  const { language, input = {} } = options;
  if (entry && language !== undefined) refuseOtherLanguage(entry.compiled.script, language);
  const engine = new DialogEngine({
    journal: new MemoryJournal(),
    scripts,
    call: callLocal(options.services ?? {}, clock),
    clock,
    country: options.defaultCountry,
    zone: options.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const who = 'runner';
  const channel = options.channel ?? entry?.compiled.script.channels[0] ?? 'agent';
  let screen = await engine.begin({
    script,
    channel,
    owner: who,
    input,
    ...(language === undefined ? {} : { language }),
  });
  while (screen.state === 'open') {
    const reply = await ask(screen);
    try {
      screen = await replyTo(engine, screen, reply, who);
    } catch (thrown) {
      if (!refused || !ScriptErrors.NotPossible.is(thrown)) throw thrown;
      refused(thrown.data.reason, screen);
    }
  }
  return screen;
}

/** A real dialog falls back to the script's own language; whoever tries a script out wants to know. */
function refuseOtherLanguage(script: Script, language: string): void {
  if (speaks(script, language)) return;
  throw new ScriptErrors.UnknownLanguage({ script: script.id, language, languages: script.languages });
}

async function replyTo(engine: DialogEngine, { dialog, step }: Screen, reply: Reply, who: string): Promise<Screen> {
  if (reply === 'cancel') {
    await engine.cancel(dialog, who);
    return engine.show({ dialog });
  }
  if (typeof reply === 'string') return engine.act(dialog, who, { type: reply, step });
  if ('branch' in reply) return engine.act(dialog, who, { type: 'branch', step, branch: reply.branch });
  if ('correct' in reply) return engine.act(dialog, who, { type: 'correct', step, entry: reply.correct });
  if ('file' in reply) return engine.attach(dialog, who, step, reply.file);
  return engine.act(dialog, who, { type: 'answer', step, value: reply.answer });
}
