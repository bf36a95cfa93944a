import semver from 'semver';
import { ServiceErrors } from '../errors.js';
import type { Properties } from '../model/properties.js';
import type { Component } from '../model/service-manager.js';
import type { ServiceRegistry } from '../registry/registry.js';
import { versionOf } from '../registry/service-record.js';

const NAME = /^[A-Za-z0-9_-]+$/;
/** What the registry says of a component itself. */
const RESERVED = ['id', 'contract', 'version', 'state'];

/**
 * Refuses a component that cannot be registered.
 *
 * @throws ServiceErrors.BadComponent, ServiceErrors.DuplicateComponent
 */
export function checkComponent(component: Component, registry?: ServiceRegistry): void {
  const { name, version, provides, requires, ranking, properties, concurrency } = component;
  const refuse = (reason: string) => {
    throw new ServiceErrors.BadComponent({ component: name, reason });
  };
  if (!NAME.test(name)) refuse('its name may have letters, digits, "_" and "-" only');
  if (version !== undefined && semver.valid(version) === null) {
    refuse(`its version "${version}" is not a semantic version such as "1.4.0"`);
  }
  const twice = provides.find((contract, at) => provides.findIndex((other) => other.name === contract.name) !== at);
  if (twice) refuse(`it provides two versions of ${twice.name}; register a component for each`);
  checkRanking(name, ranking);
  checkProperties(name, properties);
  for (const { contract, versions, atLeast } of requires) {
    if (versions !== undefined && !Array.isArray(versions))
      refuse(`it requires ${contract.name} in "${versions}", which must be a list of ranges such as ["^1.4"]`);
    const bad = versions?.find((range) => semver.validRange(range) === null);
    if (bad !== undefined)
      refuse(`it requires ${contract.name} in "${bad}", which is not a semver range such as "^1.4"`);
    if (atLeast !== undefined && !(Number.isInteger(atLeast) && atLeast > 0)) {
      refuse(`it requires at least ${atLeast} of ${contract.name}, which must be a whole number above 0`);
    }
  }
  if (concurrency && !(concurrency.atOnce > 0 && concurrency.waiting >= 0)) {
    refuse('its concurrency must let at least one call run, and none or more wait');
  }
  for (const other of registry?.withName(name) ?? []) {
    if (other.version === versionOf(component) && other.component.runsIn === component.runsIn) {
      throw new ServiceErrors.DuplicateComponent({ component: name });
    }
  }
}

/** @throws ServiceErrors.BadComponent when the ranking is not an integer */
export function checkRanking(component: string, ranking: unknown): void {
  if (ranking === undefined || Number.isSafeInteger(ranking)) return;
  throw new ServiceErrors.BadComponent({ component, reason: `its ranking ${String(ranking)} is not an integer` });
}

/** @throws ServiceErrors.BadComponent when a property has the name of one that the registry sets */
export function checkProperties(component: string, properties: Properties | undefined): void {
  const reserved = Object.keys(properties ?? {}).find((name) => RESERVED.includes(name));
  if (reserved === undefined) return;
  throw new ServiceErrors.BadComponent({
    component,
    reason: `the property "${reserved}" is set by the registry itself; choose another name`,
  });
}
