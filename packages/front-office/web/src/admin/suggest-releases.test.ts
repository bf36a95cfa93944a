import { expect, it } from 'vitest';
import { suggestReleases } from './suggest-releases.js';

it('suggests releases that bear the name of the component first, the newest before the older', () => {
  const releases = [
    { module: 'billing-2.js', modifiedAt: 30 },
    { module: 'Mail-1.0.mjs', modifiedAt: 10 },
    { module: 'mail/1.1.mjs', modifiedAt: 20 },
  ];
  expect(suggestReleases(releases, 'mail').map(({ module }) => module)).toEqual([
    'mail/1.1.mjs',
    'Mail-1.0.mjs',
    'billing-2.js',
  ]);
});
