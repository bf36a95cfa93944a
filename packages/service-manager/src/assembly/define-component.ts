import type { Contract } from '@caruso/core';
import type { Container } from 'inversify';
import { ServiceErrors } from '../errors.js';
import { type Requirement, required } from '../model/requirement.js';
import type { RunPolicy } from '../model/run-policy.js';
import type { Component } from '../model/service-manager.js';
import { composeServices } from './compose-services.js';
import { injectedInto } from './inject.js';
import type { Provision } from './provision.js';

/** What {@link defineComponent} takes. */
export interface ComponentDefinition extends RunPolicy, Pick<Component, 'name' | 'version' | 'ranking' | 'properties'> {
  readonly provides: readonly Provision[];
  readonly requires?: readonly (Contract | Requirement)[];
  /** Binds what the classes of the component need besides stubs: options, and objects of its own. */
  readonly configure?: (container: Container) => void;
}

/**
 * Declares a component: what it provides, what it needs, and how its inside is composed.
 *
 * @example
 * ```ts
 * export const greeter = (options: { greeting: string }) =>
 *   defineComponent({
 *     name: 'greeter',
 *     provides: [provide(Greeter, GreeterService)],
 *     requires: [Names],
 *     configure: (container) => container.bind(GREETING).toConstantValue(options.greeting),
 *   });
 * ```
 * @throws ServiceErrors.BadComponent when a class asks for a contract that is not required: it would get nothing
 */
export function defineComponent(definition: ComponentDefinition): Component {
  const { provides, requires = [], configure, ...rest } = definition;
  const needs = requires.map((need) => ('contract' in need ? need : required(need)));
  requireInjected(definition.name, provides, needs);
  return {
    ...rest,
    provides: [...new Set(provides.map(({ contract }) => contract))],
    requires: needs,
    create: (host) => composeServices({ provides, requires: needs, ...(configure ? { configure } : {}) }, host),
  };
}

function requireInjected(component: string, provides: readonly Provision[], needs: readonly Requirement[]): void {
  for (const { implementation } of provides) {
    const forgotten = injectedInto(implementation).find(
      ({ name }) => !needs.some(({ contract }) => contract.name === name),
    );
    if (!forgotten) continue;
    const reason = `its class ${implementation.name} injects ${forgotten.name}, which it does not require; name it under requires`;
    throw new ServiceErrors.BadComponent({ component, reason });
  }
}
