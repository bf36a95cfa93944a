import { type Diagnostic, Diagnostics, didYouMean, parseTemplate, SourceSlice } from '@caruso/language';

/** What a text to a customer may be filled in with. */
export const PLACEHOLDERS = {
  name: 'What the customer is called; the address, where that is not known.',
  address: 'The address of the customer.',
  subject: 'What the customer has written about.',
  queue: 'What the queue is called.',
  customer: 'The key of the customer.',
  agent: 'What the agent is called.',
} as const;

export type Placeholder = keyof typeof PLACEHOLDERS;

/** What is known when somebody begins to write, before anybody has looked at it. */
export const KNOWN_AT_ARRIVAL = ['name', 'address', 'subject'] as const satisfies readonly Placeholder[];

/** What is wrong with a text that is to be filled in. */
export function templateProblems(
  text: string | SourceSlice,
  known: readonly string[] = Object.keys(PLACEHOLDERS),
): readonly Diagnostic[] {
  const slice = typeof text === 'string' ? SourceSlice.of(text, 'text') : text;
  const parsed = parseTemplate(slice);
  if (!parsed.ok) return parsed.diagnostics;
  const problems = new Diagnostics(slice.source);
  for (const part of parsed.parts) {
    if (part.kind === 'text') continue;
    const name = part.expression.value.trim();
    const hint = didYouMean(name, known) ?? `there are ${known.join(', ')}`;
    if (part.format) problems.error('unknown-placeholder', `'${name}' takes no format`, part.format.slice, `{${name}}`);
    else if (!known.includes(name))
      problems.error('unknown-placeholder', `Nothing is known that is called '${name}'`, part.expression, hint);
  }
  return problems.all;
}
