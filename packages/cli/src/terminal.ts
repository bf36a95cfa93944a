import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { CarusoError } from '@caruso/core';
import { type Diagnostic, formatDiagnostic, LanguageErrors, SourceText } from '@caruso/language';
import type { Log } from '@caruso/service-manager';

/** Exit codes of every command. */
export const EXIT = {
  ok: 0,
  /** The command did its work and found errors, or could not do it. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
} as const;

/** Where a command reads and writes: results go to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): unknown;
  err(text: string): unknown;
  /** The lines typed, or piped in, until there are no more. */
  lines(): AsyncIterable<string>;
  /** Whether bold and dim print is understood. */
  readonly styled: boolean;
  /** Whether somebody sits there who can be asked. */
  readonly interactive?: boolean;
  /** Shows how far a command is, in place of what it showed before; where nobody would see it, there is no such thing. */
  status?(text: string): unknown;
}

export const processTerminal: Terminal = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  lines: () => createInterface({ input: process.stdin }),
  styled: process.stdout.isTTY === true,
  interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
  ...(process.stderr.isTTY === true ? { status: (text: string) => process.stderr.write(`\r\u001b[2K${text}`) } : {}),
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
  if (json) {
    terminal.out(
      JSON.stringify({ error: CarusoError.is(thrown) ? thrown : { name: 'Error', message: detail(thrown) } }),
    );
    return;
  }
  terminal.err(CarusoError.is(thrown) ? `error ${thrown.code}: ${thrown.message}` : `error: ${detail(thrown)}`);
  const document = [thrown, thrown instanceof Error ? thrown.cause : undefined].find(LanguageErrors.InvalidDocument.is);
  if (document) printFindings(terminal, document.data.diagnostics, false);
}

/** What was checked, in one sentence and as properties. */
export interface Subject {
  readonly line: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Prints what a check has found, and returns whether there are errors among it. */
export function printFindings(
  terminal: Terminal,
  found: readonly Diagnostic[],
  json: boolean,
  subject?: Subject,
): boolean {
  const errors = found.filter(({ severity }) => severity === 'error').length;
  if (json)
    terminal.out(JSON.stringify({ ...subject?.facts, errors, warnings: found.length - errors, diagnostics: found }));
  else {
    for (const diagnostic of found) {
      terminal.out(formatDiagnostic(diagnostic, sourceOf(diagnostic.file)));
    }
    if (subject !== undefined) terminal.out(subject.line);
    terminal.out(`${count(errors, 'error')}, ${count(found.length - errors, 'warning')}`);
  }
  return errors > 0;
}

/** `1 table`, `2 tables`. */
export const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;

function sourceOf(file: string): SourceText | undefined {
  return existsSync(file) ? new SourceText(readFileSync(file, 'utf8'), file) : undefined;
}

function detail(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return process.env.CARUSO_DEBUG ? (thrown.stack ?? thrown.message) : thrown.message;
}
