import type { AttributeModel, LinkModel, Model, ObjectModel } from '../model/model.js';
import { writtenForm } from '../model/written-form.js';
import { isSameMember, type Member, membersOf } from './members.js';

/** What a step of a change does to data that is there. */
export type Effect =
  /** Nothing: everything stays as it is, or something empty joins. */
  | 'keeps'
  /** Values that are there may not fit any more. */
  | 'narrows'
  /** What is there is not reached by the model any more. */
  | 'drops';

/** One difference between two versions of a model. */
export interface ModelStep {
  /** `attr:Customer.fax`, in the old model; in the new one for what joins. */
  readonly at: string;
  readonly change: 'added' | 'removed' | 'renamed' | 'changed' | 'moved';
  readonly effect: Effect;
  readonly message: string;
  /** The attribute as it is and as it will be, when values that are there have to be held against it. */
  readonly held?: { readonly object: string; readonly attribute: string; readonly by: AttributeModel };
  /** Lists, forms and details of the old model that show what is removed or renamed. */
  readonly screens: readonly string[];
}

/**
 * The steps from one version of a model to another, in the order of the old one. Attributes and links are the same when their
 * `id` is, and without one when their name is.
 */
export function planChange(from: Model, to: Model): readonly ModelStep[] {
  const steps: ModelStep[] = [];
  for (const [name, object] of from.objects) {
    const next = to.objects.get(name);
    if (next !== undefined) steps.push(...objectSteps(object, next));
    else
      steps.push(
        step(
          `object:${name}`,
          'removed',
          'drops',
          `The type ${name} is gone; its rows stay where they are`,
          viewsOf(object),
        ),
      );
  }
  for (const name of to.objects.keys()) {
    if (!from.objects.has(name)) steps.push(step(`object:${name}`, 'added', 'keeps', `The type ${name} joins`));
  }
  return steps;
}

function objectSteps(from: ObjectModel, to: ObjectModel): readonly ModelStep[] {
  const steps: ModelStep[] = [];
  const { name } = from;
  const at = (member: Member) => `${member.kind === 'link' ? 'link' : 'attr'}:${name}.${member.name}`;
  if (from.key.join(' ') !== to.key.join(' ')) {
    steps.push(
      step(`object:${name}`, 'changed', 'drops', `The key was ${from.key.join(' ')} and will be ${to.key.join(' ')}`),
    );
  }
  const [old, fresh] = [membersOf(from), membersOf(to)];
  const taken = new Set<Member>();
  for (const member of old) {
    const next = fresh.find((other) => isSameMember(member, other));
    if (next === undefined) {
      const message = `${name}.${member.name} is gone; its column stays, and is not read any more`;
      steps.push(step(at(member), 'removed', 'drops', message, screensOf(from, member.name)));
      continue;
    }
    taken.add(next);
    if (next.name !== member.name) {
      const message = `${name}.${member.name} will be called ${next.name}`;
      steps.push(step(at(member), 'renamed', 'keeps', message, screensOf(from, member.name)));
    }
    steps.push(...historyOfMember(from, to, member, next, at(member)));
    steps.push(...placeSteps(from, to, member, next, at(member)));
    steps.push(...conversionSteps(from, to, member, next, at(member)));
    if (member.kind === 'attribute' && next.kind === 'attribute')
      steps.push(...attributeSteps(from, member, next, at(member)));
    if (member.kind === 'link' && next.kind === 'link') steps.push(...linkSteps(name, member, next, at(member)));
  }
  for (const member of fresh.filter((each) => !taken.has(each))) {
    const needed = member.required && (member.kind === 'link' || member.default === undefined);
    const message = needed
      ? `${name}.${member.name} joins and is required, but objects that are there have no value for it`
      : `${name}.${member.name} joins`;
    steps.push(step(at(member), 'added', needed ? 'narrows' : 'keeps', message));
  }
  return steps;
}

function attributeSteps(object: ObjectModel, from: AttributeModel, to: AttributeModel, at: string): ModelStep[] {
  const changes: string[] = [];
  let effect: Effect = 'keeps';
  const note = (what: string, narrows: boolean) => {
    changes.push(what);
    if (narrows) effect = 'narrows';
  };
  if (from.type !== to.type) note(`its type ${from.type} becomes ${to.type}`, true);
  if (from.required !== to.required)
    note(to.required ? 'it becomes required' : 'it need not be given any more', to.required);
  for (const facet of ['size', 'precision', 'scale'] as const) {
    const [before, after] = [from[facet], to[facet]];
    if (before === after) continue;
    note(
      `its ${facet} ${before ?? 'without limit'} becomes ${after ?? 'without limit'}`,
      after !== undefined && !(after >= (before ?? Infinity)),
    );
  }
  const lost = (from.values ?? []).filter((value) => to.values !== undefined && !to.values.includes(value));
  const gained = (to.values ?? []).filter((value) => from.values !== undefined && !from.values.includes(value));
  if (lost.length > 0) note(`${lost.join(', ')} is no value any more`, true);
  if (gained.length > 0) note(`${gained.join(', ')} becomes a value`, false);
  if (from.check?.text !== to.check?.text && to.check !== undefined) note(`its check becomes ${to.check.text}`, false);
  if (changes.length === 0) return [];
  const message = `${object.name}.${from.name}: ${changes.join('; ')}`;
  const held = effect === 'keeps' ? {} : { held: { object: object.name, attribute: from.name, by: to } };
  return [{ ...step(at, 'changed', effect, message), ...held }];
}

function linkSteps(object: string, from: LinkModel, to: LinkModel, at: string): ModelStep[] {
  if (from.to !== to.to || from.many !== to.many) {
    return [
      step(
        at,
        'changed',
        'drops',
        `${object}.${from.name} leads to ${to.many ? 'many' : 'one'} ${to.to} instead of ${from.many ? 'many' : 'one'} ${from.to}`,
      ),
    ];
  }
  if (from.required === to.required) return [];
  return [
    to.required
      ? step(at, 'changed', 'narrows', `${object}.${from.name} becomes required`)
      : step(at, 'changed', 'keeps', `${object}.${from.name} need not be given any more`),
  ];
}

/** Whether it is kept who changes it. What was kept is in no history any more when its attribute is in none. */
function historyOfMember(from: ObjectModel, to: ObjectModel, member: Member, next: Member, at: string): ModelStep[] {
  const [was, is] = [from.history?.has(member.name) ?? false, to.history?.has(next.name) ?? false];
  if (was === is) return [];
  const name = `${from.name}.${member.name}`;
  return [
    is
      ? step(at, 'changed', 'keeps', `${name}: who changes it is kept from then on`)
      : step(at, 'changed', 'drops', `${name}: who changes it is not kept any more`),
  ];
}

/** Whether its values lie elsewhere in the new mapping. */
function placeSteps(from: ObjectModel, to: ObjectModel, member: Member, next: Member, at: string): ModelStep[] {
  const [before, after] = [placeOf(from, member.name), placeOf(to, next.name)];
  if (before === after || before === undefined) return [];
  const lay = `${from.name}.${member.name} lay in ${before} and will lie in ${after ?? 'nothing'}`;
  if (after !== undefined && placeOf(to, next.name, true) === before) {
    return [step(at, 'moved', 'keeps', `${lay}; what is there is renamed`)];
  }
  const isHere = after !== undefined && from.mapping?.store === to.mapping?.store;
  return [
    step(
      at,
      'moved',
      'drops',
      `${lay}; its values are not moved${isHere ? ', unless was="…" says what it was called' : ''}`,
    ),
  ];
}

/** Whether its values are written otherwise in the same column. */
function conversionSteps(from: ObjectModel, to: ObjectModel, member: Member, next: Member, at: string): ModelStep[] {
  const [before, after] = [from.mapping?.columns.get(member.name), to.mapping?.columns.get(next.name)];
  if (before === undefined || after === undefined || placeOf(from, member.name) !== placeOf(to, next.name)) return [];
  if (writtenForm(before) === writtenForm(after) || isCoded(next)) return [];
  const message = `${from.name}.${member.name} lay in its column with ${writtenForm(before)} and will with ${writtenForm(after)}`;
  return [step(at, 'changed', 'narrows', message)];
}

const isCoded = (member: Member) => member.kind === 'attribute' && member.values !== undefined;

/** @param before by the names that the mapping says they had */
function placeOf({ mapping }: ObjectModel, member: string, before = false): string | undefined {
  const column = mapping?.columns.get(member)?.column.name;
  const columns = mapping?.joins.get(member) ?? (column === undefined ? undefined : [column]);
  if (mapping === undefined || columns === undefined) return undefined;
  const names = columns.map((name) => (before ? mapping.columnsWere.get(name) : undefined) ?? name);
  return `${mapping.store}.${(before ? mapping.was : undefined) ?? mapping.table}.${names.join(', ')}`;
}

function viewsOf({ name, presentation }: ObjectModel): readonly string[] {
  return Object.keys(presentation).map((kind) => `${kind}:${name}`);
}

/** The views that show a member of the object, and what of them does. */
function screensOf({ name, presentation }: ObjectModel, member: string): readonly string[] {
  const { list, form, detail } = presentation;
  const has = (fields: readonly string[]) => fields.includes(member);
  return [
    ...(list && has([...list.columns, ...list.filters, list.sort?.replace(/^-/, '') ?? '']) ? [`list:${name}`] : []),
    ...(form?.sections ?? []).filter(({ fields }) => has(fields)).map(({ label }) => `form:${name}/section:${label}`),
    ...(detail?.panels ?? [])
      .filter(({ fields }) => has(fields))
      .map(({ label }) => `detail:${name}/panel:${label ?? ''}`),
    ...(detail?.tabs ?? []).filter(({ link }) => link === member).map(({ link }) => `detail:${name}/tab:${link}`),
  ];
}

function step(
  at: string,
  change: ModelStep['change'],
  effect: Effect,
  message: string,
  screens: readonly string[] = [],
): ModelStep {
  return { at, change, effect, message, screens };
}
