import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineAssembly, startAssembly } from '@caruso/service-manager';
import { transform } from 'esbuild';
import { expect, it } from 'vitest';
import { Storage } from '../src/contract.js';
import { storageManager } from '../src/index.js';

it('the example of the README does what it says', async () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const { code } = await transform(`async () => {${example}\n await running.stop(); return rows; }`, { loader: 'ts' });
  const names = ['defineAssembly', 'startAssembly', 'Storage', 'storageManager'];
  const run = new Function(...names, `return (${code.trim().replace(/;$/, '')})()`);
  expect(await run(defineAssembly, startAssembly, Storage, storageManager)).toEqual([
    { ean: '541448', balance: '9.90' },
  ]);
});
