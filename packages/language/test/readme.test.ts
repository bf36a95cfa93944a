import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { report } from './readme-example.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../README.md');

describe('README', () => {
  it('shows the example that is run here', () => {
    const example = read('./readme-example.ts').replace("'../src/index.js'", "'@caruso/language'");
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  it('shows the report that the example gives', () => {
    expect(readme).toContain(`\`\`\`text\n${report}\n\`\`\``);
  });
});
