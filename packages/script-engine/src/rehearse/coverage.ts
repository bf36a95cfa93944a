import type { Span } from '@caruso/language';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Script } from '../model/script.js';
import { gosOf, itemsOf } from '../model/walk-items.js';
import type { Usage } from './usage.js';

/** A part of a script, and how often tests have used it. */
export interface CoveredPart {
  /** `question`, `option`, `go`, `failed`, `check`, … */
  readonly kind: string;
  /** What it is called: an id, a value, where a way leads. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly used: number;
}

/** Which parts of a script were used: items, choices, ways, failure paths, rules that refused an answer, branches. */
export function coverageOf({ script }: CompiledScript, usage: Usage): readonly CoveredPart[] {
  const { source } = script;
  return [...partsOf(script)]
    .map(({ kind, name, part, at }) => {
      const { line, column } = source.positionOf(at.start);
      return { kind, name, file: source.file, line, column, used: usage.of(part) };
    })
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

interface Part {
  readonly kind: string;
  readonly name: string;
  /** What usage counts it by. */
  readonly part: object;
  readonly at: Span;
}

function* partsOf(script: Script): Generator<Part> {
  for (const item of itemsOf(script)) {
    // A section without rounds is no step of its own.
    if (item.kind !== 'section' || item.roster) yield { kind: item.kind, name: item.id, part: item, at: item.at };
    if (item.kind === 'question') {
      for (const option of item.options)
        yield { kind: 'option', name: `${item.id}=${option.value}`, part: option, at: option.at };
      for (const check of item.checks)
        yield { kind: 'check', name: `${item.id}: ${check.test.value}`, part: check, at: check.at };
    }
    if ((item.kind === 'do' || item.kind === 'lookup') && item.failed)
      yield { kind: 'failed', name: item.id, part: item.failed, at: item.failed.at };
    if (item.kind === 'do' && item.undo) yield { kind: 'undo', name: item.id, part: item.undo, at: item.undo.at };
  }
  for (const go of gosOf(script)) yield { kind: 'go', name: go.to, part: go, at: go.at };
  for (const branch of script.branches) yield { kind: 'branch', name: branch.id, part: branch, at: branch.at };
}
