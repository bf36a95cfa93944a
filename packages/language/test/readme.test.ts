import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { after, isUndone } from './readme-edit.js';
import { report } from './readme-example.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../README.md');

describe('README', () => {
  it('shows the example that is run here', () => {
    const example = read('./readme-example.ts').replace("'../src/index.js'", "'@caruso/language'");
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  it('shows the edit that is made here, and what comes of it', () => {
    const example = read('./readme-edit.ts').replace("'../src/index.js'", "'@caruso/language'");
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
    expect(readme).toContain(`\`\`\`xml\n${after}\n\`\`\``);
    expect(isUndone).toBe(true);
  });

  it('shows the report that the example gives', () => {
    expect(readme).toContain(`\`\`\`text\n${report}\n\`\`\``);
  });
});
