import { frontOffice } from '@caruso/front-office';
import { FrontOffice } from '@caruso/front-office/contract';
import { type Component, defineAssembly, startAssembly } from '@caruso/service-manager';

export async function open(components: readonly Component[], password: () => Promise<string>) {
  const desktops = frontOffice({
    port: 0,
    company: 'Stadtwerke',
    customer: { object: 'Customer' },
    users: [{ login: 'agent1', name: 'Agent One', role: 'agent', password }],
  });
  const running = await startAssembly(defineAssembly({ company: 'stadtwerke', components: [...components, desktops] }));
  return { running, url: (await running.get(FrontOffice).address({})).url };
}
