import type { Contract } from '@caruso/core';
import semver from 'semver';
import { ServiceErrors } from '../errors.js';
import { compareContracts } from './compare-contracts.js';
import type { ContractDocument } from './contract-document.js';

/**
 * Refuses a newer contract that breaks those built against the older one, unless its major version says so. That holds for
 * a minor and a patch version, for the same version with other schemas, and for the major version 0, too. An older version
 * may lack what the newer one has.
 *
 * @throws ServiceErrors.BreakingContract with every breach
 */
export function refuseBreakingMinor(older: Contract | ContractDocument, newer: Contract | ContractDocument): void {
  if (semver.major(older.version) !== semver.major(newer.version) || semver.lt(newer.version, older.version)) return;
  const breaches = compareContracts(older, newer);
  if (!breaches.length) return;
  throw new ServiceErrors.BreakingContract({
    contract: older.name,
    older: older.version,
    newer: newer.version,
    breaches,
  });
}
