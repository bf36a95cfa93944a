import { compareCount } from './compare-scalars.js';
import { at, type Comparison, type Difference } from './difference.js';
import type { Shape } from './shape.js';

/**
 * The properties of `sent` must fit those of `taken`, and all that `taken` requires must surely be there. A property that
 * only `taken` declares may be new: nobody who was built without it sends it, unless `sent` hands unknown ones on.
 */
export function compareObjects(sent: Shape, taken: Shape, comparison: Comparison): readonly Difference[] {
  const names = new Set([...sent.properties.keys(), ...taken.properties.keys(), ...taken.required]);
  return [
    ...[...names].flatMap((name) => at(`.${name}`, compareProperty(name, sent, taken, comparison))),
    ...compareOthers(sent, taken, comparison),
    ...compareCount(counted(sent), taken, 'minProperties', 'maxProperties', comparison.direction),
  ];
}

function compareProperty(name: string, sent: Shape, taken: Shape, comparison: Comparison): readonly Difference[] {
  const given = sent.properties.get(name) ?? sent.additional;
  const wanted = taken.properties.get(name) ?? taken.additional;
  const differences: Difference[] = [];
  const absence = absent(name, sent, taken, comparison);
  if (absence) differences.push({ path: '', problem: absence });
  if (given === undefined || given === false) return differences;
  if (taken.names !== undefined && comparison.compare({ const: name }, taken.names).length)
    differences.push({ path: '', problem: 'has a name that is not allowed' });
  if (wanted === false) differences.push({ path: '', problem: refused(comparison) });
  else if (wanted !== undefined) differences.push(...comparison.compare(given, wanted));
  return differences;
}

/** Why the property may be missed, or undefined. */
function absent(name: string, sent: Shape, taken: Shape, { direction }: Comparison): string | undefined {
  const declared = sent.properties.has(name);
  if (direction === 'input') {
    return taken.required.has(name) && !sent.required.has(name) ? 'is required now, and was not' : undefined;
  }
  // Also an optional one: callers may live on it, and say so nowhere.
  if (taken.properties.has(name) && !declared && !sent.required.has(name)) return 'is gone';
  return taken.required.has(name) && !sent.required.has(name) ? 'may be absent now, and was always there' : undefined;
}

const refused = ({ direction }: Comparison) =>
  direction === 'input' ? 'is refused now' : 'is new, and callers refuse what they do not know';

function compareOthers(sent: Shape, taken: Shape, comparison: Comparison): readonly Difference[] {
  if (sent.additional === false) return [];
  if (taken.additional === false) {
    const verb = comparison.direction === 'input' ? 'refuses' : 'may have';
    return [{ path: '', problem: `${verb} unknown properties now, and did not before` }];
  }
  const differences: Difference[] = [];
  if (taken.additional !== undefined)
    differences.push(...at('.*', comparison.compare(sent.additional ?? true, taken.additional)));
  if (taken.names !== undefined) {
    const names = comparison.compare({ allOf: [{ type: 'string' }, sent.names ?? true] }, taken.names);
    differences.push(
      ...names.map(({ problem }) => ({ path: '', problem: `has names of properties that differ: ${problem}` })),
    );
  }
  return differences;
}

/** The shape with what its properties say about their number. */
function counted(shape: Shape): Shape {
  const { required, properties, additional, floors, ceilings } = shape;
  const least = Math.max(required.size, floors.get('minProperties') ?? 0);
  const known = additional === false ? properties.size : Number.POSITIVE_INFINITY;
  const most = Math.min(known, ceilings.get('maxProperties') ?? Number.POSITIVE_INFINITY);
  return {
    ...shape,
    floors: new Map([...floors, ['minProperties', least]]),
    ceilings: new Map([...ceilings, ['maxProperties', most]]),
  };
}
