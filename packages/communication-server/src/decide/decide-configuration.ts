import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { CommandOf } from './command.js';

/** Another configuration is to apply. A queue in which somebody waits cannot be taken away: nobody would answer any more. */
export function configure(
  state: ContactCentreState,
  command: Pick<CommandOf<'configure'>, 'queues' | 'changes'>,
): readonly EventPayload[] {
  const { queues, changes } = command;
  const kept = new Set(queues);
  for (const { id, waiting } of state.queues.values())
    if (waiting.size > 0 && !kept.has(id))
      throw new ContactCentreErrors.QueueInUse({ queue: id, waiting: waiting.size });
  return changes.length === 0 ? [] : [{ type: 'configuration-changed', changes: [...changes] }];
}
