import type { ServiceEntry } from '../../../src/api-types.js';

/** What happens to others when a service is taken out, a sentence each. */
export function drainConsequences(
  { contracts, dependants }: Pick<ServiceEntry, 'id' | 'contracts' | 'dependants'>,
  others: readonly Pick<ServiceEntry, 'component' | 'contracts' | 'state'>[],
): readonly string[] {
  const offered = contracts.map(({ name }) => name);
  const substitutes = others.filter(
    (other) => other.state === 'active' && other.contracts.some(({ name }) => offered.includes(name)),
  );
  const names = dependants.join(', ');
  return [
    ...(dependants.length === 0
      ? ['No other service needs it.']
      : [
          substitutes.length === 0
            ? `These services need it, and nobody else provides what it does: ${names}.`
            : `These services need it: ${names}. There is also ${substitutes.map(({ component }) => component).join(', ')}.`,
        ]),
    ...(offered.includes('caruso.front-office')
      ? ['It is the front office: these pages go with it, and nobody can log in until the assembly is started again.']
      : []),
    'It comes back only with the next start of the assembly.',
  ];
}
