import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkScript, runScript, terminalLines } from '../src/index.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';

it('README: the example runs and prints what it says', async () => {
  const text = block('xml');
  expect(checkScript(text, 'callback.xml').map(({ code }) => code)).toEqual(['no-undo']);
  const noted: unknown[] = [];
  const printed: unknown[] = [];
  const names = { runScript, terminalLines, text, noted, console: { log: (line: unknown) => printed.push(line) } };
  const run = new Function(...Object.keys(names), `return (async () => { ${block('ts')} })()`);
  await run(...Object.values(names));
  expect(printed).toEqual([['Goodbye.', '= completed']]);
  expect(noted).toEqual(['+493514567890']);
});
