import { type Log, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { asterisk } from '../../../src/asterisk.js';
import { communicationServer } from '../../../src/component.js';
import { Campaigns, ContactCentre } from '../../../src/contract.js';
import { dispositions, spring } from '../campaign-house.js';

/** Where it stores, by which Asterisk it calls, and whom. */
export interface Dialling {
  readonly database: string;
  readonly access: {
    readonly url: string;
    readonly user: string;
    readonly password: string;
    readonly application: string;
  };
  readonly numbers: readonly string[];
}

const AGENTS = ['ada', 'bob'];

/** A contact centre that calls people through a real Asterisk, more than it has agents; calls that fail are made once more at once. */
export function diallingCentre({ database, access }: Dialling, log: Log = silentLog): Promise<RunningAssembly> {
  const queue = { id: 'calls', name: 'Calls', channel: 'voice' as const, dispositions };
  const components = [
    storageManager({ stores: { system: `sqlite:${database}` } }),
    communicationServer({
      agents: AGENTS.map((id, index) => ({ id, name: id, queues: ['calls'], phone: `PJSIP/agent${index + 1}` })),
      queues: [{ ...queue, serviceLevel: { seconds: 20, target: 0.8 } }],
      campaigns: [
        {
          ...spring,
          ...{ gateway: 'asterisk', mode: 'predictive', ringSeconds: 3 },
          retry: { attempts: 2, rules: { failed: { afterMinutes: 0, atMost: 2, otherNumber: false } } },
          regime: { id: 'house', cap: 0.5, windowMs: 86_400_000, denominator: 'answered-live', connectWithinMs: 2_000 },
          supposed: { answerShare: 0.3, handlingSeconds: 1 },
        },
      ],
      gateways: [asterisk({ ...access, trunk: 'PJSIP/{number}@trunk' })],
    }),
  ];
  return startAssembly({ company: 'test', components }, { log });
}

/** Its agents talk to everybody for a moment, until the campaign has come to its end. */
export async function workUntilDone(running: RunningAssembly): Promise<void> {
  const centre = running.get(ContactCentre);
  for (const agent of AGENTS) {
    await centre.logIn({ agent }).catch(() => undefined);
    await centre.setReady({ agent }).catch(() => undefined);
  }
  for await (const event of centre.followEvents({ after: 0 })) {
    if (event.type === 'campaign-stopped') return;
    const { contact, agent } = { contact: '', agent: '', ...event } as { contact: string; agent: string };
    if (event.type === 'agent-joined') setTimeout(() => centre.hangUp({ agent, contact }).catch(() => undefined), 300);
    if (event.type === 'wrap-up-started')
      await centre.finishWrapUp({ agent, contact, disposition: 'refused' }).catch(() => undefined);
  }
}

/** Runs it in a process of its own, which says on standard output whom it calls. */
if (process.argv[2]?.endsWith('dialling-centre.ts')) {
  const dialling = JSON.parse(process.argv[3] ?? '') as Dialling;
  const running = await diallingCentre(dialling);
  const campaigns = running.get(Campaigns);
  const rows = dialling.numbers.map((number, place) => ({ id: `p${place}`, numbers: [number] }));
  await campaigns.loadRows({ campaign: 'spring', list: 'list.csv', rows });
  await campaigns.startCampaign({ campaign: 'spring' });
  void workUntilDone(running);
  for await (const event of running.get(ContactCentre).followEvents({ after: 0 }))
    if (event.type === 'attempt-dialled') process.stdout.write(`${event.attempt}\n`);
}
