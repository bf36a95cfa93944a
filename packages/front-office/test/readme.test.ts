import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { otherComponents } from './company.js';
import { open } from './readme-example.js';

it('the example of the README runs as it stands there', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, example] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const source = readFileSync(new URL('./readme-example.ts', import.meta.url), 'utf8');
  expect(source).toBe(example);

  const { running, url } = await open(otherComponents(), async () => 'a password of some length');
  expect(await (await fetch(`${url}/api/session`)).json()).toMatchObject({ user: null, company: 'Stadtwerke' });
  await running.stop();
});
