import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../README.md');
const folder = process.cwd();

afterEach(() => {
  process.chdir(folder);
  vi.restoreAllMocks();
});

it('README shows the model and the example that run here', async () => {
  const model = read('./readme/model/model.xml');
  expect(readme).toContain(`\`\`\`xml\n${model.slice(model.indexOf('<caruso '))}\`\`\``);
  const example = read('./readme-example.ts');
  expect(readme).toContain(`\`\`\`ts\n${example.replace("'../src/index.js'", "'@caruso/business-objects'")}\`\`\``);

  process.chdir(new URL('./readme', import.meta.url).pathname);
  const printed: unknown[][] = [];
  vi.spyOn(console, 'log').mockImplementation((...words) => void printed.push(words));
  await import('./readme-example.js');
  expect(printed.map((words) => words.join(' '))).toEqual(['Ann Example, Vienna 19.90', 'Ann Example, Graz']);
});
