import type { RunningAssembly } from '@caruso/service-manager';
import { Modeler } from '../../src/contract.js';

export async function addStatus(running: RunningAssembly): Promise<string> {
  const models = running.get(Modeler);
  const place = { object: 'Customer', store: 'billing', table: 'KDSTAMM', column: 'KD_STATUS' };
  const { changed, done } = await models.edit({ model: 'shop', drafts: [], edit: { add: place } });
  await models.save({ model: 'shop', drafts: changed }); // refused when somebody else has saved meanwhile
  return done; // Customer.status (enum) is new, and lies in KDSTAMM.KD_STATUS.
}
