import { compareCount } from './compare-scalars.js';
import { at, type Comparison, changed, type Difference } from './difference.js';
import { itemAt, type Shape } from './shape.js';

/** The items of `sent`, place by place and then all further ones, must fit where `taken` has them. */
export function compareArrays(sent: Shape, taken: Shape, comparison: Comparison): readonly Difference[] {
  const { direction } = comparison;
  const differences = [...compareCount(sent, taken, 'minItems', 'maxItems', direction)];
  const most = sent.ceilings.get('maxItems') ?? Number.POSITIVE_INFINITY;
  if (taken.unique && !sent.unique && most > 1) differences.push(changed(direction, 'uniqueItems', undefined, true));
  const places = Math.max(sent.prefix.length, taken.prefix.length);
  for (let index = 0; index < places && index < most; index++) {
    differences.push(...at(`[${index}]`, compareItem(itemAt(sent, index), itemAt(taken, index), comparison)));
  }
  if (most > places) differences.push(...at('[]', compareItem(sent.rest, taken.rest, comparison)));
  return differences;
}

type Item = Shape['rest'];

function compareItem(sent: Item, taken: Item, comparison: Comparison): readonly Difference[] {
  return taken === undefined ? [] : comparison.compare(sent ?? true, taken);
}
