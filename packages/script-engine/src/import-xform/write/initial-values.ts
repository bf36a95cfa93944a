import type { XmlElement } from '@caruso/language';
import { elementIn, elementInTemplate, instancesIn, repeatsAround } from '../form/build-nodes.js';
import type { Form, FormNode } from '../form/form.js';
import { contentOf } from '../translate/fixed-nodes.js';
import { and, binary, choose, LEVEL, NOTHING, numberConstant, type Term } from '../translate/term.js';
import type { RoundNames } from './carriers.js';

/** More instances than this with values of their own would make an expression that the language refuses. */
const MOST_INSTANCES = 50;

/** The value that a node has when the form is begun; in rounds of their own that of their instance. */
export function initialValue(form: Form, node: FormNode, names: RoundNames, kindOf: (text: string) => Term): Term {
  const template = elementInTemplate(form.data, node);
  const otherwise = repeatsAround(node).length > 0 ? kindOf(template ? contentOf(template) : '') : NOTHING;
  return perInstance(form, node, names, (element) => kindOf(element ? contentOf(element) : ''), otherwise);
}

/** How many instances a repeat has when the form is begun. */
export function initialCount(form: Form, repeat: FormNode, names: RoundNames): Term {
  const { parent } = repeat;
  if (!parent) return numberConstant(1);
  const countIn = (element: XmlElement | undefined) =>
    numberConstant(element ? instancesIn(element, repeat).length : 0);
  const template = elementInTemplate(form.data, parent);
  return perInstance(form, parent, names, countIn, countIn(template ?? elementIn(form.data, parent, new Map())));
}

/** A value that depends on the instances of the repeats around a node, as the form has them. */
function perInstance(
  form: Form,
  node: FormNode,
  names: RoundNames,
  value: (element: XmlElement | undefined) => Term,
  otherwise: Term,
): Term {
  const repeats = repeatsAround(node);
  if (repeats.length === 0) return value(elementIn(form.data, node, new Map()));
  const instances = allRounds(form.data, repeats).map((rounds) => ({
    rounds,
    term: value(elementIn(form.data, node, rounds)),
  }));
  const different = instances.filter(({ term }) => term.text !== otherwise.text).slice(0, MOST_INSTANCES);
  return different.reduceRight((rest, { rounds, term }) => choose(isIn(rounds, names), term, rest), otherwise);
}

function isIn(rounds: ReadonlyMap<FormNode, number>, names: RoundNames): Term {
  const terms = [...rounds].map(([repeat, round]) => {
    const number: Term = { text: names.rounds(repeat)?.number ?? 'null', level: LEVEL.primary, kind: 'number' };
    return binary('==', LEVEL.comparison, 'yesno', number, numberConstant(round + 1));
  });
  return and(...terms);
}

/** All instances of nested repeats that the form has, as the number of each. */
function allRounds(data: XmlElement, repeats: readonly FormNode[]): ReadonlyMap<FormNode, number>[] {
  return repeats.reduce<ReadonlyMap<FormNode, number>[]>(
    (outer, repeat) =>
      outer.flatMap((rounds) => {
        const around = repeat.parent && elementIn(data, repeat.parent, rounds);
        const count = around ? instancesIn(around, repeat).length : 0;
        return Array.from({ length: count }, (_, index) => new Map([...rounds, [repeat, index]]));
      }),
    [new Map()],
  );
}
