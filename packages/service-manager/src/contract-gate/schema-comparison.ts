import { compareArrays } from './compare-arrays.js';
import { compareObjects } from './compare-objects.js';
import { compareScalars, compareValues } from './compare-scalars.js';
import {
  type Comparison,
  changed,
  type Difference,
  type Direction,
  describeShape,
  incomparable,
  moved,
} from './difference.js';
import { canonicalSchema, followRefs, type JsonSchema } from './json-schema.js';
import { asType, isWithin, type JsonType, type Shape } from './shape.js';
import { areDisjoint, shapesOf } from './shapes-of.js';

const MOST_STEPS = 100_000;
const DEEPEST = 200;
const TOO_LARGE = incomparable('the schemas are too large');
const EVERY_TYPE: readonly JsonType[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];

/**
 * Finds where a value that fits one schema may not fit another. Recursive schemas are followed until the same two places meet
 * again, and taken to fit there: if they do not, some other place says so.
 */
export class SchemaComparison implements Comparison {
  readonly #open = new Map<string, number>();
  readonly #done = new Map<string, readonly Difference[]>();
  /** The outermost open comparison that was taken to succeed since the current one began. */
  #assumed = Number.POSITIVE_INFINITY;
  #steps = 0;

  /** @param sent the schema of the side that gives the value, @param taken that of the side that gets it */
  constructor(
    readonly direction: Direction,
    private readonly sent: JsonSchema,
    private readonly taken: JsonSchema,
  ) {}

  run(): readonly Difference[] {
    return this.compare(this.sent, this.taken);
  }

  /** Compares two places within the schemas. */
  compare(sentSchema: JsonSchema, takenSchema: JsonSchema): readonly Difference[] {
    const [sent, taken] = [followRefs(sentSchema, this.sent), followRefs(takenSchema, this.taken)];
    const [left, right] = [canonicalSchema(sent), canonicalSchema(taken)];
    // Equal references may mean different things on either side.
    if (left === right && !left.includes('"$ref"')) return [];
    const key = `${left} ${right}`;
    const known = this.#done.get(key);
    if (known) return known;
    const depth = this.#open.get(key);
    if (depth !== undefined) {
      this.#assumed = Math.min(this.#assumed, depth);
      return [];
    }
    if (this.#open.size > DEEPEST) return [TOO_LARGE];
    return this.#compareOnce(key, sent, taken);
  }

  #compareOnce(key: string, sent: JsonSchema, taken: JsonSchema): readonly Difference[] {
    const depth = this.#open.size;
    const before = this.#assumed;
    this.#assumed = Number.POSITIVE_INFINITY;
    this.#open.set(key, depth);
    const differences = this.#compareShapes(shapesOf(sent, this.sent), shapesOf(taken, this.taken));
    this.#open.delete(key);
    // What holds only as long as an outer comparison succeeds is not kept: that one may be one of several attempts.
    const assumed = this.#assumed >= depth ? Number.POSITIVE_INFINITY : this.#assumed;
    if (differences.length || assumed === Number.POSITIVE_INFINITY) this.#done.set(key, differences);
    this.#assumed = Math.min(before, assumed);
    return differences;
  }

  #compareShapes(sent: readonly Shape[], taken: readonly Shape[]): readonly Difference[] {
    const left = sent.filter((shape) => !this.#isCovered(shape, taken));
    const [only] = taken;
    if (only && left.length === 1 && sent.length === 1 && taken.length === 1)
      return left.flatMap((shape) => this.#compareTwo(shape, only));
    return unique(left.flatMap((shape) => this.#explain(shape, taken)));
  }

  #isCovered(shape: Shape, taken: readonly Shape[]): boolean {
    if (taken.some((other) => this.#compareTwo(shape, other).length === 0)) return true;
    const parts = split(shape);
    return parts.length > 1 && parts.every((part) => this.#isCovered(part, taken));
  }

  /** Why a shape is not covered: in detail when it is clear with which other shape it must be compared. */
  #explain(shape: Shape, taken: readonly Shape[]): readonly Difference[] {
    const attempts = taken
      .filter((other) => !areDisjoint(shape, other, this.taken))
      .map((other) => this.#compareTwo(shape, other));
    const [only, ...others] = attempts;
    if (only && !others.length) return only;
    const undecided = attempts.find((differences) => differences.every((difference) => difference.undecided));
    if (undecided) return undecided;
    if (shape.values) {
      const left = split(shape).filter((part) => !this.#isCovered(part, taken));
      return [moved(this.direction, left.map(describeShape).join(', '))];
    }
    if (!only) return [moved(this.direction, describeShape(shape))];
    return [moved(this.direction, `${describeShape(shape)} as it ${this.direction === 'input' ? 'was' : 'is'}`)];
  }

  #compareTwo(sent: Shape, taken: Shape): readonly Difference[] {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) return [TOO_LARGE];
    if (sent.values) return compareValues(sent, taken, this.direction);
    if (taken.values) return [changed(this.direction, 'enum', undefined, describeShape(taken))];
    if (!isWithin(sent.type, taken.type)) {
      return sent.type === undefined && sent.opaque.size
        ? [...sent.opaque.values()].map(incomparable)
        : [changed(this.direction, 'type', sent.type ?? 'any', taken.type)];
    }
    const unknown = [...taken.opaque].filter(([key]) => !sent.opaque.has(key)).map(([, label]) => label);
    return [
      ...unknown.map(incomparable),
      ...compareScalars(sent, taken, this.direction),
      ...(isWithin('array', sent.type) ? compareArrays(sent, taken, this) : []),
      ...(isWithin('object', sent.type) ? compareObjects(sent, taken, this) : []),
    ];
  }
}

/** A shape in parts that several other shapes may cover together; itself when there are none. */
function split(shape: Shape): readonly Shape[] {
  if (shape.values) return [...shape.values].map(([key, value]) => ({ ...shape, values: new Map([[key, value]]) }));
  if (shape.type === 'boolean')
    return [true, false].map((value) => ({ ...shape, values: new Map([[`${value}`, value]]) }));
  if (shape.type !== undefined) return [shape];
  return EVERY_TYPE.map((type) => asType({ ...shape, additional: shape.additional ?? true }, type));
}

function unique(differences: readonly Difference[]): readonly Difference[] {
  return [...new Map(differences.map((one) => [`${one.path} ${one.problem}`, one])).values()];
}
