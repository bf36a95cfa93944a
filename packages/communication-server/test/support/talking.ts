import { House } from './house.js';

/** Three agents who serve every queue. */
export const three = ['ada', 'bob', 'cleo'].map((id) => ({ id, phone: `PJSIP/${id}` }));

/** Ada talks to a customer, Bob is free. */
export function talking() {
  const house = new House({ queues: [{ id: 'q' }, { id: 'sales' }], agents: three })
    .ready('ada', 'bob')
    .call('a')
    .accept('ada');
  const does = (
    type: 'hold' | 'retrieve' | 'cancel-consultation' | 'complete-transfer' | 'join-conference' | 'hang-up',
  ) => house.do({ type, agent: 'ada', contact: 'a' });
  const consult = () =>
    house.do({ type: 'consult', agent: 'ada', contact: 'a', with: { agent: 'bob' }, reservation: 'ask' });
  const answer = () => house.do({ type: 'accept', agent: 'bob', reservation: 'ask' });
  return {
    house,
    does,
    consult,
    answer,
    agent: (id: string) => house.state.agent(id),
    contact: () => house.state.contact('a'),
  };
}
