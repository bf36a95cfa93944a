import type { Environment } from './arithmetic.js';
import type { Parameter } from './parameter.js';
import type { Steps } from './steps.js';
import type { Type } from './type.js';
import type { Value } from './value.js';

/** A function of the language. Pure; it gives null for what it cannot do and never throws. */
export interface FunctionDefinition {
  readonly name: string;
  /** One sentence for the reference and for completion in editors. */
  readonly doc: string;
  readonly parameters: readonly Parameter[];
  /** How many parameters at the end may be left out. */
  readonly optional?: number;
  /** The last parameter may be repeated. */
  readonly repeats?: boolean;
  readonly result: Type | ((given: readonly Type[]) => Type);
  /** Whether it wants to see null; otherwise a null argument makes the result null. */
  readonly seesNull?: boolean;
  /** The first of the parameters that are handed through as the result: what the result must be, they must be too. */
  readonly handsThroughFrom?: number;
  /** Going through the arguments once has been counted; what does more counts it itself. */
  readonly evaluate: (args: readonly Value[], environment: Environment, steps: Steps) => Value;
}

/** How a function is called: `round(number, digits?)`. */
export function usageOf({ name, parameters, optional = 0, repeats = false }: FunctionDefinition): string {
  const names = parameters.map((parameter, index) => {
    const mark = index >= parameters.length - optional ? '?' : '';
    return `${parameter.name}${mark}${repeats && index === parameters.length - 1 ? '…' : ''}`;
  });
  return `${name}(${names.join(', ')})`;
}
