import type { Screen } from '@caruso/script-engine/contract';

const ADDRESS = ['street', 'houseNumber', 'postalCode', 'city'];

/** The answer that a form of `dialogPage` brings, in the form in which the dialog takes it; `null` when nothing was filled in. */
export function readForm({ node }: Pick<Screen, 'node'>, form: URLSearchParams): unknown {
  const field = (name: string) => (form.get(name) ?? '').trim();
  switch (node.question?.type) {
    case 'choices':
      return form.getAll('value');
    case 'date': {
      const parts = [field('year'), field('month').padStart(2, '0'), field('day').padStart(2, '0')];
      return ['year', 'month', 'day'].every((name) => field(name) === '') ? null : parts.join('-');
    }
    case 'address':
      return ADDRESS.every((name) => field(name) === '')
        ? null
        : Object.fromEntries(ADDRESS.map((name) => [name, field(name)]));
    default:
      return form.get('value');
  }
}
