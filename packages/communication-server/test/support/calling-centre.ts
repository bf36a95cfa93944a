import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import type { CampaignDefinition } from '../../src/campaigns/definition/campaign-definition.js';
import { communicationServer } from '../../src/component.js';
import { Campaigns, ContactCentre } from '../../src/contract.js';
import type { DialRequest, DialResult, Gateway } from '../../src/gateways/gateway.js';
import { dispositions, spring } from './campaign-house.js';

const AGENTS = ['ada', 'bob', 'cleo', 'dan'];

/** A contact centre that calls people without end; `dialled` hears of each call before anything becomes of it. */
export function callingCentre(
  database: string,
  dialled: (request: DialRequest) => void,
  mode: CampaignDefinition['mode'] = 'progressive',
) {
  let calls = 0;
  const gateway: Gateway = {
    id: 'test',
    open: () => ({
      departures: [],
      start: () => {},
      happened: () => {},
      close: () => {},
      dial: async (request): Promise<DialResult> => {
        dialled(request);
        calls += 1;
        return calls % 3 === 0
          ? { outcome: 'busy', ringMs: 1, reason: 'test' }
          : { outcome: 'answered', ringMs: 1, call: `call-${request.id}` };
      },
    }),
  };
  const components = [
    storageManager({ stores: { system: `sqlite:${database}` } }),
    communicationServer({
      agents: AGENTS.map((id) => ({ id, name: id, queues: ['calls'] })),
      queues: [
        {
          ...{ id: 'calls', name: 'Calls', channel: 'voice' as const, dispositions },
          serviceLevel: { seconds: 20, target: 0.8 },
        },
      ],
      campaigns: [
        {
          ...spring,
          mode,
          retry: { attempts: 2, rules: { failed: { afterMinutes: 0, atMost: 2, otherNumber: false } } },
        },
      ],
      gateways: [gateway],
    }),
  ];
  return startAssembly({ company: 'test', components }, { log: silentLog });
}

/** Runs it in a process of its own, which tells on standard output whom it calls. */
if (process.argv[2]?.endsWith('calling-centre.ts')) {
  const [, , , database = '', mode] = process.argv;
  const tell = ({ id }: DialRequest) => process.stdout.write(`${JSON.stringify({ id })}\n`);
  const running = await callingCentre(database, tell, mode === 'predictive' ? mode : 'progressive');
  const campaigns = running.get(Campaigns);
  const centre = running.get(ContactCentre);
  for (let part = 0; part < 2; part++) {
    const rows = Array.from({ length: 500 }, (_, index) => ({
      id: `p${part * 500 + index}`,
      numbers: [`030 ${2_000_000 + part * 500 + index}`],
    }));
    await campaigns.loadRows({ campaign: 'spring', list: 'list.csv', rows });
  }
  await campaigns.startCampaign({ campaign: 'spring' });
  await Promise.all(
    AGENTS.map(async (agent) => {
      await centre.logIn({ agent });
      await centre.setReady({ agent });
      for await (const { contact } of centre.watchAgent({ agent })) {
        if (contact?.state === 'connected') await centre.hangUp({ agent, contact: contact.contact });
        else if (contact)
          await centre.finishWrapUp({ agent, contact: contact.contact, disposition: 'sold' }).catch(() => undefined);
      }
    }),
  );
}
