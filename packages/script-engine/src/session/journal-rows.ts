import type { Cell, Column, Row, Value } from '@caruso/storage-manager/contract';
import { Channel } from '../contract.js';
import type { JournalEntry } from '../step/journal-entry.js';
import type { DialogHead, StoredScript } from './journal.js';
import { DIALOG, ENTRY, SCRIPT, SCRIPT_CALL } from './journal-tables.js';

/** A column as a statement names it. */
export const columnOf = ({ name, type }: Column): Column => ({ name, type });
const cell = (column: Column, value: Value): Cell => ({ column: columnOf(column), value });

export function headCells(head: DialogHead): Cell[] {
  return Object.entries(DIALOG).map(([name, column]) => cell(column, head[name as keyof DialogHead] ?? null));
}

/** What of a head changes while a dialog goes on: not which it is, whose, and when it began. */
export function changingCells(head: DialogHead): Cell[] {
  const { dialog: _dialog, script: _script, contact: _contact, customer: _customer, startedAt: _at, ...rest } = DIALOG;
  return Object.entries(rest).map(([name, column]) => cell(column, head[name as keyof DialogHead] ?? null));
}

export function readHead(row: Row): DialogHead {
  const read = Object.entries(DIALOG).map(([name, column]): [string, Value] => [name, row[column.name] ?? null]);
  return Object.fromEntries(read.filter(([, value]) => value !== null)) as DialogHead;
}

export function entryCells(dialog: string, { seq, at, who, channel, language, ...fact }: JournalEntry): Cell[] {
  return [
    cell(ENTRY.dialog, dialog),
    cell(ENTRY.seq, seq),
    cell(ENTRY.event, fact.event),
    cell(ENTRY.node, 'node' in fact ? fact.node : null),
    cell(ENTRY.at, new Date(at).toISOString()),
    cell(ENTRY.who, who),
    cell(ENTRY.channel, channel),
    cell(ENTRY.language, language),
    cell(ENTRY.fact, JSON.parse(JSON.stringify(fact)) as Value),
  ];
}

export function readEntry(row: Row): JournalEntry {
  const { seq, at, who, channel, language, fact } = row;
  return {
    ...(fact as object),
    seq: Number(seq),
    at: Date.parse(String(at)),
    who: String(who),
    channel: Channel.parse(channel),
    language: String(language),
  } as JournalEntry;
}

export function scriptCells(script: StoredScript): Cell[] {
  return Object.entries(SCRIPT).map(([name, column]) => cell(column, script[name as keyof typeof SCRIPT]));
}

export function callCells({ hash }: StoredScript, called: string): Cell[] {
  return [cell(SCRIPT_CALL.hash, hash), cell(SCRIPT_CALL.called, called)];
}

export function readScript(row: Row, calls: readonly Row[]): StoredScript {
  const read = (column: Column) => String(row[column.name]);
  const { hash, id, version, file, text } = SCRIPT;
  return {
    ...{ hash: read(hash), id: read(id), version: read(version), file: read(file), text: read(text) },
    calls: calls.map((call) => String(call[SCRIPT_CALL.called.name])).sort(),
  };
}
