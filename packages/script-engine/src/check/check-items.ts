import { type Diagnostics, didYouMean, type Span } from '@caruso/language';
import { readInputValue } from '../answer/read-input.js';
import type { Do, Go, Input, Lookup, Question, ScriptItem, Section } from '../model/script.js';
import { gosOf, itemsOf } from '../model/walk-items.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';

/** Checks each item for itself: options, rosters, failure paths, undo, and where transitions lead. */
export function checkItems(resolved: ResolvedScript): void {
  const { script, diagnostics } = resolved;
  for (const input of script.inputs) checkInput(input, diagnostics);
  for (const branch of script.branches) checkId(branch, diagnostics);
  for (const item of itemsOf(script)) {
    checkId(item, diagnostics);
    if (item.kind === 'question') checkQuestion(item, diagnostics);
    if (item.kind === 'section') checkSection(item, diagnostics);
    if (item.kind === 'lookup' || item.kind === 'do') checkServiceStep(item, resolved);
  }
  checkTargets(resolved);
}

const ID = /^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u;

/** Ids name states and journal entries, where dots separate. */
function checkId({ id, at }: { readonly id: string; readonly at: Span }, diagnostics: Diagnostics): void {
  if (id === '' || (ID.test(id) && id !== '__proto__')) return;
  diagnostics.error('bad-name', `'${id}' cannot be the id of an item`, at, 'use letters, digits, - and _');
}

function checkInput(input: Input, diagnostics: Diagnostics): void {
  if (input.default === undefined || readInputValue(input, input.default) !== undefined) return;
  const message = `The default '${input.default}' is not of type ${input.type}`;
  diagnostics.error('bad-value', message, input.at);
}

function checkQuestion(question: Question, diagnostics: Diagnostics): void {
  const isChoice = question.type === 'choice' || question.type === 'choices';
  if (isChoice && !question.from && question.options.length === 0)
    diagnostics.error(
      'no-options',
      `The question '${question.id}' has no choices`,
      question.at,
      'add <option>s or from=',
    );
  if (isChoice && question.from && question.options.length > 0)
    diagnostics.error('two-sources', `'${question.id}' takes its choices from a list and has <option>s`, question.at);
  if (question.hasType && !isChoice && (question.from || question.options.length > 0))
    diagnostics.error(
      'no-choice',
      `A question of type ${question.type} has no choices`,
      question.at,
      'use type="choice"',
    );
  const seen = new Set<string>();
  for (const { value, at } of question.options) {
    if (seen.has(value)) diagnostics.error('duplicate-option', `The choice '${value}' is there twice`, at);
    seen.add(value);
    if (value === '')
      diagnostics.error('bad-value', 'A choice needs a code', at, 'it is what answers hold, such as value="yes"');
  }
}

function checkSection({ roster, at }: Section, diagnostics: Diagnostics): void {
  if (roster && 'each' in roster && roster.as === '')
    diagnostics.error('missing-attribute', "A section with each= needs the attribute 'as'", at, 'it names the element');
}

function checkServiceStep(step: Lookup | Do, { diagnostics, services }: ResolvedScript): void {
  if (!step.failed) {
    const message = `'${step.id}' does not say what happens when the service fails`;
    diagnostics.warning('no-failed', message, step.at, 'add <failed>; until then the dialog waits and tries again');
  }
  if (step.kind === 'lookup') return;
  if (!step.undo)
    diagnostics.warning(
      'no-undo',
      `No way leads back over '${step.id}'`,
      step.at,
      'add <undo> if it can be compensated',
    );
  if (step.retries > 0 && services.operation(step.target) && !services.isRepeatable(step.target)) {
    const message = `'${step.id}' is retried, but ${step.target.slice.value} may take effect twice`;
    diagnostics.warning('retry-twice', message, step.at, 'the operation is not idempotent and takes no idempotencyKey');
  }
}

function checkTargets({ script, places, gos, diagnostics }: ResolvedScript): void {
  const reachable = new Set(targetsIn([...script.items, ...script.branches.flatMap(({ items }) => items)]));
  const known = new Set([...itemsOf(script)].map(({ id }) => id));
  for (const go of gosOf(script)) {
    // An id that nothing has is the vocabulary's to report.
    if (reachable.has(go.to)) checkWay(go, { places, gos, diagnostics });
    else if (known.has(go.to) || script.branches.some(({ id }) => id === go.to) || go.to === script.id)
      diagnostics.error(
        'bad-target',
        `A transition cannot lead to '${go.to}'`,
        go.toAt,
        didYouMean(go.to, reachable) ?? 'only to an item of the main line, of a section or of its own branch',
      );
  }
}

function checkWay(go: Go, { places, gos, diagnostics }: Pick<ResolvedScript, 'places' | 'gos' | 'diagnostics'>): void {
  const to = places.get(go.to);
  const from = gos.get(go);
  if (!to || !from) return;
  if (to.branch && to.branch !== from.branch)
    diagnostics.error(
      'into-branch',
      `'${go.to}' stands in the branch '${to.branch.id}', which is opened only as a whole`,
      go.toAt,
    );
  const rosters = new Set(from.frame.rosters);
  const closed = to.frame.rosters.find((roster) => !rosters.has(roster));
  if (closed)
    diagnostics.error(
      'into-roster',
      `'${go.to}' stands in the rounds of '${closed.id}'`,
      go.toAt,
      `go to '${closed.id}'`,
    );
}

function targetsIn(items: readonly ScriptItem[]): string[] {
  return items.flatMap((item) => {
    if (item.kind === 'let' || item.kind === 'go') return [];
    return item.kind === 'section' ? [item.id, ...targetsIn(item.items)] : [item.id];
  });
}
