import type { ConsentState, ConsentStatement } from '../contract.js';
import type { Purpose } from '../model/consent-model.js';

/** Whether somebody may be addressed who said this last, or nothing. */
export function isAllowed({ basis }: Purpose, last: ConsentStatement['statement'] | undefined): boolean {
  // Whoever was asked to confirm has said nothing yet that counts.
  return basis === 'opt-in' ? last === 'given' : last !== 'withdrawn';
}

/**
 * How a person stands to every purpose and channel.
 *
 * @param statements all of his, the earliest first
 */
export function consentStates(
  purposes: Iterable<Purpose>,
  statements: readonly ConsentStatement[],
): readonly ConsentState[] {
  return [...purposes].flatMap((purpose) =>
    purpose.channels.map((channel) => {
      const last = lastOf(statements, purpose.name, channel);
      const { name, label } = purpose;
      const state = { purpose: name, label, channel, allowed: isAllowed(purpose, last?.statement) };
      return last === undefined
        ? state
        : { ...state, statement: last.statement, since: last.at, version: last.version };
    }),
  );
}

/** What a person said last of a purpose and a channel. A question that was not answered takes nothing back. */
export function lastOf<Said extends ConsentStatement>(
  statements: readonly Said[],
  purpose: string,
  channel: string,
): Said | undefined {
  const own = statements.filter((each) => each.purpose === purpose && each.channel === channel);
  return own.findLast(({ statement }) => statement !== 'asked') ?? own.at(-1);
}
