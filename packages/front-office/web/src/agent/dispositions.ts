import type { Queue } from '../../../src/api-types.js';

type Dispositions = Queue['dispositions'];
type Option = { readonly value: string; readonly label: string };

/** What a select offers: choices, and groups of choices under their heading. */
export type DispositionOption = Option | { readonly group: string; readonly items: Option[] };

/** The choices of a tree of dispositions; headings within headings are one group each, with both names. */
export function dispositionOptions(dispositions: Dispositions, above = ''): readonly DispositionOption[] {
  const options: DispositionOption[] = [];
  let own: Option[] = [];
  const close = () => {
    if (own.length > 0) options.push(...(above === '' ? own : [{ group: above, items: own }]));
    own = [];
  };
  for (const { id, label, dispositions: inside } of dispositions) {
    if (!inside?.length) {
      own.push({ value: id, label });
      continue;
    }
    close();
    options.push(...dispositionOptions(inside, above === '' ? label : `${above} › ${label}`));
  }
  close();
  return options;
}

/** The label of a disposition, wherever it stands in the tree. */
export function dispositionLabel(dispositions: Dispositions, id: string | undefined): string | undefined {
  for (const one of dispositions) {
    const label = one.id === id ? one.label : dispositionLabel(one.dispositions ?? [], id);
    if (label !== undefined) return label;
  }
  return undefined;
}
