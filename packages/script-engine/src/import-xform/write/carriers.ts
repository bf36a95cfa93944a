import type { QuestionType } from '../../contract.js';
import { repeatsAround } from '../form/build-nodes.js';
import type { Control, Form, FormNode } from '../form/form.js';
import { attributeOf } from '../form/local-name.js';
import type { ImportReport } from './import-report.js';
import type { NameRegistry } from './name-registry.js';

/** What holds the value of a node in the script. */
export type Carrier =
  | { readonly kind: 'answer'; readonly name: string; readonly type: QuestionType; readonly control: Control }
  | { readonly kind: 'let'; readonly name: string }
  /** Nothing does: its value is nothing. */
  | { readonly kind: 'none' };

/** The section of a repeat: its id, and the name of the number of its round. */
export interface Rounds {
  readonly id: string;
  readonly number: string;
}

/** Who knows how the rounds of repeats are called. */
export interface RoundNames {
  rounds(repeat: FormNode): Rounds | undefined;
}

export interface Carriers {
  readonly nodes: ReadonlyMap<FormNode, Carrier>;
  readonly repeats: ReadonlyMap<FormNode, Rounds>;
}

const INPUT_TYPES: Readonly<Record<string, QuestionType>> = {
  int: 'number',
  integer: 'number',
  long: 'number',
  decimal: 'number',
  double: 'number',
  float: 'number',
  date: 'date',
  time: 'time',
  boolean: 'yesno',
};

/** Decides for every node of a form what holds its value, and how that is called. */
export function decideCarriers(form: Form, names: NameRegistry, report: ImportReport): Carriers {
  const nodes = new Map<FormNode, Carrier>();
  const repeats = new Map<FormNode, Rounds>();
  const visit = (control: Control, rounds: ReadonlySet<FormNode>): void => {
    const { node, kind, element } = control;
    if (kind === 'repeat' && node?.repeat) {
      if (repeats.has(node)) report.warn('asked-twice', `'${node.path}' is gone through twice`, element.tag);
      const id = repeats.get(node)?.id ?? nameFor(node, names);
      repeats.set(node, { id, number: repeats.get(node)?.number ?? names.take(`${node.name}_nr`) });
      for (const child of control.children) visit(child, new Set([...rounds, node]));
      return;
    }
    if (kind === 'group' || kind === 'repeat') {
      for (const child of control.children) visit(child, rounds);
      return;
    }
    if (!node) return;
    if (repeatsAround(node).some((repeat) => !rounds.has(repeat))) {
      const message = `'${node.path}' belongs to a repeat, and its control does not stand in it`;
      report.warn('not-imported', message, element.tag, 'it is left out');
    } else if (nodes.get(node)?.kind === 'answer') {
      report.warn('asked-twice', `'${node.path}' is asked for twice`, element.tag, 'the first one is imported');
    } else nodes.set(node, carrierOf(control, node, names, report));
  };
  for (const control of form.controls) visit(control, new Set());
  for (const node of form.nodes.values()) {
    if (nodes.has(node) || node.children.length > 0) continue;
    nodes.set(node, isComputed(node) ? { kind: 'let', name: nameFor(node, names) } : { kind: 'none' });
  }
  return { nodes, repeats };
}

function nameFor({ name, parent }: FormNode, names: NameRegistry): string {
  return names.take(name, ...(parent ? [`${parent.name}_${name}`] : []));
}

/** The id of an instance, which every form has, is that of the dialog. */
function isComputed(node: FormNode): boolean {
  if (node.parent?.name === 'meta' && node.name === 'instanceID') return false;
  const { bind, preset, element } = node;
  const isEmpty = element.children.every((child) => child.kind === 'text' && child.value.trim() === '');
  return bind?.calculate !== undefined || bind?.preload !== undefined || preset !== undefined || !isEmpty;
}

function carrierOf(control: Control, node: FormNode, names: NameRegistry, report: ImportReport): Carrier {
  const { kind, element } = control;
  const isRequired = node.bind?.required !== undefined && node.bind.required.value.trim() !== 'false()';
  if (kind === 'upload' || kind === 'rank') {
    const what = kind === 'upload' ? 'Uploads are not imported' : 'A dialog cannot ask for an order';
    if (kind === 'rank' || isRequired) report.refuse('not-importable', `${what}: '${node.path}'`, element.tag);
    else
      report.warn('not-imported', `${what}: '${node.path}'`, element.tag, 'it is left out, and its value is nothing');
    return { kind: 'none' };
  }
  if (isReadonly(node)) return isComputed(node) ? { kind: 'let', name: nameFor(node, names) } : { kind: 'none' };
  return { kind: 'answer', name: nameFor(node, names), type: questionType(control, node, report), control };
}

/** Whether the node can never be changed, so that it is told and not asked for. */
function isReadonly({ bind }: FormNode): boolean {
  return bind?.readonly !== undefined && /^\s*true\(\s*\)\s*$/.test(bind.readonly.value);
}

function questionType({ kind, element }: Control, node: FormNode, report: ImportReport): QuestionType {
  if (kind === 'select1' || kind === 'trigger') return 'choice';
  if (kind === 'select') return 'choices';
  if (kind === 'range') return 'number';
  const type = node.bind?.type.replace(/^.*:/, '') ?? '';
  if (/^geo(?:point|trace|shape)$/.test(type) || type === 'dateTime' || type === 'binary') {
    const how = type === 'dateTime' ? 'as in 2026-01-31T14:30' : 'it is asked for as a text';
    report.warn(
      'asked-as-text',
      `A dialog has no question of the type ${type}`,
      attributeOf(element, 'ref')?.slice ?? element.tag,
      how,
    );
  }
  return INPUT_TYPES[type] ?? 'text';
}
