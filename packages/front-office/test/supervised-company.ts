import { communicationServer } from '@caruso/communication-server';
import { ContactCentre } from '@caruso/communication-server/contract';
import { PASSWORD, users } from './border.js';
import { type Company, startCompany } from './company.js';
import { ManualGateway } from './manual-gateway.js';

/** Who supervises: with a telephone, with an agent that has none, and with nothing of the kind. */
const supervisors = [
  { login: 'sam', name: 'Sam Tal', role: 'supervisor' as const, agent: 'desk', password: PASSWORD },
  { login: 'mute', name: 'Mo Lund', role: 'supervisor' as const, agent: 'mute', password: PASSWORD },
  { login: 'bare', name: 'Bo Rask', role: 'supervisor' as const, password: PASSWORD },
];

/** A company whose agents are supervised. */
export interface SupervisedCompany extends Company {
  /** Lets a customer call, and an agent answer; returns the contact. */
  answer(agent: string, from: string): Promise<string>;
}

export async function startSupervisedCompany(): Promise<SupervisedCompany> {
  const gateway = new ManualGateway();
  const centre = communicationServer({
    agents: [
      { id: 'agent1', name: 'Agent One', queues: ['service'] },
      { id: 'agent2', name: 'Agent Two', queues: ['service'] },
      { id: 'desk', name: 'Sam Tal', queues: [], phone: 'PJSIP/desk' },
      { id: 'mute', name: 'Mo Lund', queues: [] },
    ],
    queues: [
      {
        ...{ id: 'service', name: 'Service', channel: 'voice', dispositions: [{ id: 'done', label: 'Done' }] },
        serviceLevel: { seconds: 20, target: 0.8 },
      },
    ],
    notReadyReasons: [{ id: 'break', label: 'Break' }],
    customers: { object: 'Customer', phones: ['phone'], countryCode: '49' },
    gateways: [gateway],
  });
  const second = { login: 'agent2', name: 'Agent Two', role: 'agent' as const, password: PASSWORD };
  const people = [...users.filter(({ role }) => role !== 'supervisor'), second, ...supervisors];
  const company = await startCompany({ users: people }, undefined, { centre });
  const answer = async (agent: string, from: string) => {
    const agents = company.running.get(ContactCentre);
    await agents.logIn({ agent });
    await agents.setReady({ agent });
    const contact = await gateway.call(from);
    const { offer } = await agents.agent({ agent });
    await agents.accept({ agent, reservation: offer?.reservation ?? '' });
    return contact;
  };
  return { ...company, gateway, answer };
}
