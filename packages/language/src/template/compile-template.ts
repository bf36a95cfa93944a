import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostics.js';
import { SourceSlice } from '../diagnostics/source-slice.js';
import { didYouMean } from '../diagnostics/suggest.js';
import type { Environment } from '../expression/arithmetic.js';
import { type CompiledExpression, compileExpression } from '../expression/compile-expression.js';
import { costOfTexts } from '../expression/cost-of.js';
import { Steps, TooManySteps } from '../expression/steps.js';
import { isUnknown, type Scope, type Type, typeInWords } from '../expression/type.js';
import type { PlainValue } from '../expression/value.js';
import { formatValue } from './format-value.js';
import { formats, type Locale } from './formats.js';
import { type FormatCall, parseTemplate } from './parse-template.js';

/** A piece of a rendered text. Both are plain text: whoever writes HTML escapes both. */
export type RenderedSegment =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'insert';
      readonly text: string;
      readonly expression: string;
      /** The dotted names it reads. */
      readonly names: readonly string[];
      readonly value: PlainValue;
      /** The format in which it is shown: the one that is written, or that of its type, if there is one. */
      readonly format: string | undefined;
    };

/** When and for whom a text is rendered. */
export interface Rendering extends Environment, Locale {}

/** A wording that was parsed and checked, ready to be rendered as often as needed. */
export interface CompiledTemplate {
  readonly ok: true;
  /** The dotted names its inserts read. */
  readonly names: readonly string[];
  /** Whether it has no inserts, and so is always rendered alike. */
  readonly constant: boolean;
  /** The rendered text piece by piece, so that a renderer can mark or speak inserted values in its own way. */
  readonly segments: (values: Readonly<Record<string, unknown>>, rendering: Rendering) => readonly RenderedSegment[];
  /** The rendered text. Never throws; a missing value is an empty text, and so is what no steps are left for. */
  readonly render: (values: Readonly<Record<string, unknown>>, rendering: Rendering) => string;
}

export type TemplateResult = CompiledTemplate | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'insert'; readonly compiled: CompiledExpression; readonly format: FormatCall | undefined };

/**
 * Parses and checks a wording with inserts: expressions as {@link compileExpression} does, and that each format exists
 * and fits the type of what it formats.
 *
 * @example
 * ```ts
 * const scope = new Map([['answers', types.object({ moveDate: types.date })]]);
 * const template = compileTemplate('Due {answers.moveDate | date}', scope);
 * if (template.ok) template.render({ answers: { moveDate: '2026-03-01' } }, { now: 0, zone: 'UTC', locale: 'en' });
 * // Due March 1, 2026
 * ```
 */
export function compileTemplate(text: string | SourceSlice, scope: Scope): TemplateResult {
  const slice = typeof text === 'string' ? SourceSlice.of(text, 'text') : text;
  const parsed = parseTemplate(slice);
  if (!parsed.ok) return parsed;
  const diagnostics = new Diagnostics(slice.source);
  const pieces: Piece[] = [];
  for (const part of parsed.parts) {
    if (part.kind === 'text') {
      pieces.push(part);
      continue;
    }
    const compiled = compileExpression(part.expression, scope);
    if (compiled.ok) pieces.push({ kind: 'insert', compiled, format: part.format });
    else diagnostics.add(compiled.diagnostics);
    const type = compiled.ok ? compiled.type : undefined;
    if (part.format !== undefined) checkFormat(part.format, type, diagnostics);
    else if (type !== undefined && !isShowable(type)) {
      diagnostics.error(
        'wrong-type',
        `${typeInWords(type)} cannot be shown`,
        part.expression,
        'insert one of its fields',
      );
    }
  }
  if (diagnostics.hasErrors) return { ok: false, diagnostics: diagnostics.all };
  const names = [...new Set(pieces.flatMap((piece) => (piece.kind === 'insert' ? piece.compiled.names : [])))];
  const constant = pieces.every(({ kind }) => kind === 'text');
  const segments: CompiledTemplate['segments'] = (values, rendering) => {
    const steps = new Steps();
    return pieces.map((piece) => fill(piece, values, rendering, steps));
  };
  const render: CompiledTemplate['render'] = (values, rendering) =>
    segments(values, rendering)
      .map((segment) => segment.text)
      .join('');
  return { ok: true, names, constant, segments, render };
}

/** @param steps - what all inserts together may do, so that many of them cannot make an endless text */
function fill(
  piece: Piece,
  values: Readonly<Record<string, unknown>>,
  rendering: Rendering,
  steps: Steps,
): RenderedSegment {
  if (piece.kind === 'text') return piece;
  const { compiled, format } = piece;
  const expression = compiled.text.trim();
  const { names } = compiled;
  const value = compiled.evaluate(values, rendering, steps);
  // Formats show single values; lists and objects of unknown type are shown as without a format.
  const applied = format === undefined || typeof value === 'object' ? undefined : formats.get(format.name);
  const text = applied?.apply(value, format?.argument, rendering) ?? formatValue(value, compiled.type, rendering);
  const shownAs = format?.name ?? (formats.has(compiled.type.kind) ? compiled.type.kind : undefined);
  try {
    steps.take(costOfTexts(text.length));
    return { kind: 'insert', text, expression, names, value, format: shownAs };
  } catch (thrown) {
    if (!(thrown instanceof TooManySteps)) throw thrown;
    return { kind: 'insert', text: '', expression, names, value: null, format: shownAs };
  }
}

function checkFormat({ name, argument, slice }: FormatCall, type: Type | undefined, diagnostics: Diagnostics): void {
  const format = formats.get(name);
  if (format === undefined) {
    const hint = didYouMean(name, formats.keys()) ?? `one of ${[...formats.keys()].join(' ')}`;
    diagnostics.error('unknown-format', `There is no format '${name}'`, slice, hint);
    return;
  }
  if (argument !== undefined && !format.argument.test(argument)) {
    diagnostics.error('bad-format', `'${argument}' is nothing for '${name}'`, slice, format.argumentHint);
  }
  if (type !== undefined && !isUnknown(type) && type.kind !== 'null' && !format.accepts.has(type.kind)) {
    diagnostics.error('wrong-type', `The format '${name}' cannot show ${typeInWords(type)}`, slice);
  }
}

function isShowable(type: Type): boolean {
  return type.kind === 'list' ? isShowable(type.of) : type.kind !== 'object';
}
