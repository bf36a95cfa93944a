import { setTimeout } from 'node:timers/promises';
import { type Model, modelContracts } from '@caruso/business-objects';
import { compareContracts } from '@caruso/service-manager';
import { CliErrors } from '../errors.js';
import type { Control, Receipt } from '../service/control-options.js';

const SERVICE = 'business-objects';
const LOOK_MS = 20;
/** How long calls on the old model may take to end when others have to wait for them. */
const LONGEST_MS = 30_000;

/**
 * What those who use a model would miss in the next one, as the assembly would refuse it.
 *
 * @throws CliErrors.BreaksConsumers
 */
export function refuseBreaches(from: Model, to: Model): void {
  const offered = new Map(modelContracts(to).map((contract) => [contract.name, contract]));
  const reasons = modelContracts(from).flatMap((contract) => {
    const next = offered.get(contract.name);
    if (next === undefined) return [`it has no ${contract.name}`];
    if (majorOf(next.version) !== majorOf(contract.version)) return [`${contract.name} becomes ${next.version}`];
    return compareContracts(contract, next).map(({ message }) => message);
  });
  if (reasons.length > 0) throw new CliErrors.BreaksConsumers({ from: from.version, to: to.version, reasons });
}

const majorOf = (version: string) => version.split('.')[0];

/** Lets the running assembly go to the new model; calls on the old one end there, and those that wait come in. */
export async function replaceModel(control: Control, module: string, inline: boolean): Promise<Receipt> {
  const receipt = await control.replace({ service: SERVICE, module, isolation: inline ? 'inline' : 'worker' });
  await control.resume({ service: SERVICE });
  return receipt;
}

/**
 * Lets nobody to the objects until `work` has brought the new model: those at work end first, others wait.
 *
 * @throws CliErrors.StillBusy when calls do not end; CliErrors.LeftInMaintenance when the work fails, as the old model might not find
 *   its tables again
 */
export async function whileNobodyWorks<T>(control: Control, work: () => Promise<T>): Promise<T> {
  await control.maintain({ service: SERVICE, reason: 'a new model is applied' });
  for (let waited = 0; (await inFlight(control)) > 0; waited += LOOK_MS) {
    if (waited >= LONGEST_MS) {
      await control.resume({ service: SERVICE });
      throw new CliErrors.StillBusy({ seconds: LONGEST_MS / 1_000 });
    }
    await setTimeout(LOOK_MS);
  }
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CliErrors.LeftInMaintenance({ service: SERVICE, reason }, { cause });
  }
}

async function inFlight(control: Control): Promise<number> {
  const entries = await control.list({});
  return entries.filter(({ component }) => component === SERVICE).reduce((sum, { leases }) => sum + leases, 0);
}
