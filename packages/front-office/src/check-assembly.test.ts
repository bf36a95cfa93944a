import { describe, expect, it } from 'vitest';
import { type AssemblyParts, checkAssembly } from './check-assembly.js';
import { readOptions } from './options.js';

const parts: AssemblyParts = {
  types: [{ name: 'Customer' }],
  agents: [{ agent: 'agent1' }, { agent: 'agent2' }],
  queues: [{ id: 'service', script: 'reading' }, { id: 'moving' }],
  scripts: [{ id: 'reading', handovers: ['service', 'moving'] }],
};
const password = 'correct horse battery';
const settings = readOptions({
  port: 0,
  customer: { object: 'Customer' },
  users: [
    { login: 'agent1', name: 'One', role: 'agent', password },
    { login: 'two', name: 'Two', role: 'agent', agent: 'agent2', password },
    { login: 'sam', name: 'Sam', role: 'supervisor', password },
  ],
});

describe('the check of the assembly', () => {
  it('finds nothing where each name leads somewhere', () => {
    expect(checkAssembly(settings, parts)).toEqual([]);
  });

  it('finds a user whose agent the contact centre does not know, by login or by name', () => {
    const agents = [{ agent: 'agnet1' }];
    expect(checkAssembly(settings, { ...parts, agents })).toEqual([
      'The user "agent1" is the agent "agent1", whom the contact centre does not know (did you mean \'agnet1\'?). Its agents are: agnet1. Add the agent to communicationServer({ agents }), or name an existing one as `agent` of the user.',
      expect.stringContaining('The user "two" is the agent "agent2"'),
    ]);
  });

  it('finds a supervisor whose telephone is that of nobody', () => {
    const users = readOptions({
      ...{ port: 0, customer: { object: 'Customer' } },
      users: [{ login: 'sam', name: 'Sam', role: 'supervisor', agent: 'desk', password }],
    }).users;
    expect(checkAssembly({ ...settings, users }, parts)).toEqual([
      expect.stringContaining(
        'The user "sam" has the telephone of the agent "desk", whom the contact centre does not know',
      ),
    ]);
  });

  it('finds a supervisor who has a telephone together with somebody else', () => {
    const users = readOptions({
      ...{ port: 0, customer: { object: 'Customer' } },
      users: [
        { login: 'agent1', name: 'One', role: 'agent', password },
        ...['sam', 'kim'].map((login) => ({
          login,
          name: login,
          role: 'supervisor' as const,
          agent: 'desk',
          password,
        })),
        { login: 'lou', name: 'Lou', role: 'supervisor', agent: 'agent1', password },
        { login: 'tim', name: 'Tim', role: 'supervisor', password },
        { login: 'tom', name: 'Tom', role: 'supervisor', password },
      ],
    }).users;
    const agents = [{ agent: 'agent1' }, { agent: 'desk' }];
    expect(checkAssembly({ ...settings, users }, { ...parts, agents })).toEqual([
      expect.stringContaining('The users "sam" and "kim" have the same agent "desk"'),
      expect.stringContaining('The users "agent1" and "lou" have the same agent "agent1"'),
    ]);
  });

  it('finds a customer type that is not in the model', () => {
    const customer = { ...settings.customer, object: 'Custmer' };
    expect(checkAssembly({ ...settings, customer }, parts)).toEqual([
      '`customer.object` is "Custmer", which is no object type of the model (did you mean \'Customer\'?). The object types are: Customer. Correct it in frontOffice({ customer }).',
    ]);
  });

  it('finds a queue whose script does not exist, and a script that hands over to no queue', () => {
    const queues = [{ id: 'service', script: 'readign' }];
    expect(checkAssembly(settings, { ...parts, queues })).toEqual([
      expect.stringContaining('"service" names the script "readign", which does not exist (did you mean \'reading\'?)'),
      expect.stringContaining('"reading" hands customers over to the queue "moving", which does not exist. The queues'),
    ]);
  });

  it('says "none" where there is nothing to choose from', () => {
    expect(checkAssembly(settings, { ...parts, scripts: [] })).toEqual([expect.stringContaining('scripts are: none.')]);
  });
});
