import type { ConsultRequest, Destinations, TransferRequest } from '../../../src/api-types.js';
import { words } from '../format/attribute-value.js';

/** Where a contact can be given, as one line of a list. */
export interface Destination {
  /** Names it in the list. */
  readonly value: string;
  readonly label: string;
  readonly kind: 'agent' | 'queue' | 'number' | 'script';
  readonly id: string;
  /** Whether it can be given there at once. */
  readonly takes: boolean;
  /** Whether one can ask there first. */
  readonly answers: boolean;
}

/** Colleagues, queues and scripts; groups without anything are left out. */
export function destinationGroups(
  { colleagues, queues, scripts }: Destinations,
  ownQueue: string | undefined,
): readonly { readonly group: string; readonly items: readonly Destination[] }[] {
  const groups = [
    {
      group: 'Colleagues',
      items: colleagues.map(({ agent, name, state, takes, answers }) =>
        destination('agent', agent, `${name} (${words(state)})`, takes, answers),
      ),
    },
    {
      group: 'Queues',
      items: queues
        .filter(({ queue }) => queue !== ownQueue)
        .map(({ queue, name }) => destination('queue', queue, name, true, false)),
    },
    {
      group: 'Scripts that lead the customer',
      items: scripts.map(({ script, title }) => destination('script', script, title, true, false)),
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

export function targetOf({ kind, id }: Destination): TransferRequest['to'] {
  switch (kind) {
    case 'agent':
      return { agent: id };
    case 'queue':
      return { queue: id };
    case 'number':
      return { number: id };
    case 'script':
      return { script: id };
  }
}

/** Who can be asked there; undefined where there is nobody to ask. */
export function partyOf({ kind, id }: Destination): ConsultRequest['with'] | undefined {
  if (kind === 'agent') return { agent: id };
  return kind === 'number' ? { number: id } : undefined;
}

function destination(
  kind: Destination['kind'],
  id: string,
  label: string,
  takes: boolean,
  answers: boolean,
): Destination {
  return { value: `${kind} ${id}`, label, kind, id, takes, answers };
}
