import type { ObjectType } from '@caruso/business-objects/contract';
import type { AgentView, Queue } from '@caruso/communication-server/contract';
import { didYouMean } from '@caruso/language';
import type { ScriptSummary } from './api-types.js';
import { agentOfUser, type FrontOfficeSettings } from './options.js';

/** What the other components of an assembly have, as far as the front office refers to it. */
export interface AssemblyParts {
  readonly types: readonly Pick<ObjectType, 'name'>[];
  readonly agents: readonly Pick<AgentView, 'agent'>[];
  readonly queues: readonly Pick<Queue, 'id' | 'script'>[];
  readonly scripts: readonly Pick<ScriptSummary, 'id' | 'handovers'>[];
}

/**
 * Follows each name by which one component refers to another, before an agent or a customer does.
 *
 * @returns a sentence for each name that leads nowhere: what stands where, what there is instead, and what to do
 */
export function checkAssembly(
  { users, customer }: Pick<FrontOfficeSettings, 'users' | 'customer'>,
  { types, agents, queues, scripts }: AssemblyParts,
): readonly string[] {
  const agentIds = agents.map(({ agent }) => agent);
  const queueIds = queues.map(({ id }) => id);
  const scriptIds = scripts.map(({ id }) => id);
  return [
    ...users.flatMap((user) => {
      const agent = agentOfUser(user);
      if (agent === undefined) return [];
      const is = user.role === 'agent' ? 'is the agent' : 'has the telephone of the agent';
      return unknown(agentIds, agent, {
        found: `The user "${user.login}" ${is} "${agent}", whom the contact centre does not know`,
        expected: 'Its agents are',
        remedy: 'Add the agent to communicationServer({ agents }), or name an existing one as `agent` of the user.',
      });
    }),
    ...checkTelephones(users),
    ...checkCustomer(customer, types),
    ...queues.flatMap(({ id, script }) =>
      script === undefined
        ? []
        : unknown(scriptIds, script, {
            found: `The queue "${id}" names the script "${script}", which does not exist`,
            expected: 'The scripts are',
            remedy: 'Correct `script` of the queue in communicationServer({ queues }), or add the script.',
          }),
    ),
    ...scripts.flatMap(({ id, handovers }) =>
      handovers.flatMap((queue) =>
        unknown(queueIds, queue, {
          found: `The script "${id}" hands customers over to the queue "${queue}", which does not exist`,
          expected: 'The queues are',
          remedy: 'Correct `handover` in the script, or add the queue to communicationServer({ queues }).',
        }),
      ),
    ),
  ];
}

/** What a supervisor orders is kept with the agent whose telephone he has, which tells him from others only where it is his alone. */
function checkTelephones(users: FrontOfficeSettings['users']): readonly string[] {
  return users.flatMap((user, place) => {
    const shared = users.slice(0, place).find((other) => agentOfUser(other) === agentOfUser(user));
    if (shared === undefined || agentOfUser(user) === undefined) return [];
    if (![user, shared].some(({ role }) => role === 'supervisor')) return [];
    return [
      `The users "${shared.login}" and "${user.login}" have the same agent "${agentOfUser(user)}", so what the supervisor does would be taken for the other one's. Give the supervisor an agent of his own in communicationServer({ agents }), with his \`phone\` and no queues.`,
    ];
  });
}

function checkCustomer({ object }: FrontOfficeSettings['customer'], types: AssemblyParts['types']): readonly string[] {
  return unknown(
    types.map(({ name }) => name),
    object,
    {
      found: `\`customer.object\` is "${object}", which is no object type of the model`,
      expected: 'The object types are',
      remedy: 'Correct it in frontOffice({ customer }).',
    },
  );
}

interface Finding {
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
}

function unknown(known: readonly string[], name: string, { found, expected, remedy }: Finding): readonly string[] {
  if (known.includes(name)) return [];
  const hint = didYouMean(name, known);
  const list = known.length === 0 ? 'none' : known.join(', ');
  return [`${found}${hint ? ` (${hint})` : ''}. ${expected}: ${list}. ${remedy}`];
}
