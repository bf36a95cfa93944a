import type { Contract, Stub } from '@caruso/core';
import { describeThrown } from './finding.js';
import { settle } from './settle.js';
import type { Conditions } from './subject.js';

/** The input an example gives or makes; undefined when it could not be made, which is a finding. */
export async function makeInput(
  { clock, withinMs, findings }: Conditions,
  operation: string,
  input: unknown,
  stub: Stub<Contract>,
): Promise<{ readonly input: unknown } | undefined> {
  if (typeof input !== 'function') return { input };
  const made = await settle(clock, withinMs, () => input(stub));
  if (made.kind === 'value') return { input: made.value };
  findings.add({
    operation,
    rule: 'example',
    expected: 'the function of the example to make an input',
    found: made.kind === 'late' ? `it still at work after ${withinMs} ms` : describeThrown(made.thrown),
    advice: 'Repair the example, or the operations it calls.',
  });
  return undefined;
}
