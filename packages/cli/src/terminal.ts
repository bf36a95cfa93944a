import { CarusoError } from '@caruso/core';
import { type Diagnostic, formatDiagnostics, LanguageErrors } from '@caruso/language';
import type { Log } from '@caruso/service-manager';

/** Exit codes of every command. */
export const EXIT = {
  ok: 0,
  /** The command did its work and found errors, or could not do it. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
} as const;

/** Where a command writes: results to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

export const processTerminal: Terminal = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
};

/** The log of a running assembly for people: one line an entry, no stack unless CARUSO_DEBUG is set. */
export function readableLog(terminal: Terminal): Log {
  const line = (level: string, message: string) =>
    terminal.err(`${new Date().toISOString().slice(11, 19)}  ${level.padEnd(5)}  ${message}`);
  return {
    info: (message) => line('info', message),
    warn: (message) => line('warn', message),
    error: (message, thrown) => line('error', thrown === undefined ? message : `${message}: ${detail(thrown)}`),
  };
}

/** Tells what stopped a command, as text or as one JSON object. */
export function printFailure(terminal: Terminal, thrown: unknown, json: boolean): void {
  if (json) terminal.out(JSON.stringify({ error: asDocument(thrown) }));
  else if (hasDiagnostics(thrown)) printDiagnostics(terminal, thrown.data.diagnostics);
  else if (CarusoError.is(thrown)) terminal.err(`error ${thrown.code}: ${thrown.message}`);
  else terminal.err(`error: ${detail(thrown)}`);
}

/** Prints diagnostics with their lines and a count. */
export function printDiagnostics(terminal: Terminal, diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length) terminal.err(formatDiagnostics(diagnostics));
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  terminal.err(`${errors} error${errors === 1 ? '' : 's'}, ${diagnostics.length - errors} warnings`);
}

/** A component that could not start because of a document has the document's diagnostics behind it. */
function hasDiagnostics(thrown: unknown): thrown is { data: { diagnostics: readonly Diagnostic[] } } {
  return LanguageErrors.InvalidDocument.is(thrown);
}

function asDocument(thrown: unknown) {
  return CarusoError.is(thrown) ? thrown : { name: 'Error', message: detail(thrown) };
}

function detail(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return process.env.CARUSO_DEBUG ? (thrown.stack ?? thrown.message) : thrown.message;
}
