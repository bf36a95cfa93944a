import {
  type CompiledExpression,
  type CompiledTemplate,
  compileExpression,
  compileTemplate,
  type Diagnostics,
  type Scope,
  type SourceSlice,
  type Type,
  typeInWords,
  types,
} from '@caruso/language';
import type { Formula, Wording } from '../model/script.js';

/** Compiles the expressions of a script, each in the scope of its place, and reports what is wrong with them. */
export class FormulaCompiler {
  readonly #diagnostics: Diagnostics;
  readonly expressions = new Map<Formula, CompiledExpression>();
  readonly templates = new Map<SourceSlice, CompiledTemplate>();

  constructor(diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
  }

  /** @param expected the type that the place of the formula asks for, if it asks for one */
  formula(formula: Formula, scope: Scope, expected?: Type): CompiledExpression | undefined {
    const compiled = compileExpression(formula, scope, expected);
    if (!compiled.ok) {
      this.#diagnostics.add(compiled.diagnostics);
      return undefined;
    }
    this.expressions.set(formula, compiled);
    return compiled;
  }

  condition(formula: Formula | undefined, scope: Scope): void {
    if (formula) this.formula(formula, scope, types.yesno);
  }

  /** A formula that gives a list; returns the type of its elements. */
  list(formula: Formula, scope: Scope): Type {
    const type = this.formula(formula, scope)?.type ?? types.unknown;
    if (type.kind === 'list') return type.of;
    if (type.kind !== 'unknown')
      this.#diagnostics.error('wrong-type', `A list is expected, this is ${typeInWords(type)}`, formula);
    return types.unknown;
  }

  wordings(wordings: readonly Wording[], scope: Scope): void {
    for (const { when, runs } of wordings) {
      this.condition(when, scope);
      for (const run of runs) {
        if (!('template' in run)) continue;
        const compiled = compileTemplate(run.template, scope);
        if (compiled.ok) this.templates.set(run.template, compiled);
        else this.#diagnostics.add(compiled.diagnostics);
      }
    }
  }
}
