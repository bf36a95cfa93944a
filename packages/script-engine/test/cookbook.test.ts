import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Clock, systemClock } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { checkScript, type Reply, runScript, type Screen } from '../src/index.js';
import { COOKBOOK, type CookbookWalk, NOW } from './support/cookbook.js';

const docs = new URL('../../../docs/', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(`cookbook/${file}.xml`, docs), 'utf8');
const all = COOKBOOK.map(({ file }) => ({ file: `${file}.xml`, text: textOf(file) }));
const othersThan = (file: string) => all.filter((other) => other.file !== `${file}.xml`);

const clock: Clock = {
  now: () => NOW,
  at: (time, action) => systemClock.at(systemClock.now() + time - NOW, action),
};

async function walk(
  file: string,
  { replies, ...walked }: CookbookWalk,
): Promise<{ last: Screen; said: string; left: number }> {
  const open = [...replies];
  const said: string[] = [];
  const listen = (screen: Screen) => {
    const { node, complaint = [], warning = [] } = screen;
    const spoken = [complaint, warning, node.text].map((runs) => runs.map(({ text }) => text).join(''));
    said.push(spoken.filter((text) => text !== '').join(' '));
  };
  const last = await runScript({
    ...{ text: textOf(file), file: `${file}.xml`, scripts: othersThan(file), clock, defaultCountry: 'DE' },
    ...{ channel: walked.channel, services: walked.services ?? {}, input: walked.input ?? {} },
    ...(walked.language === undefined ? {} : { language: walked.language }),
    ask: (screen) => {
      listen(screen);
      if (open.length === 0) throw new Error(`nothing is said at ${screen.node.id}`);
      return replyOf(open.shift());
    },
  });
  listen(last);
  return { last, said: said.join('\n'), left: open.length };
}

function replyOf(reply: unknown): Reply {
  if (typeof reply === 'object' && reply !== null) {
    if ('next' in reply) return 'next';
    if ('back' in reply) return 'back';
    if ('branch' in reply) return { branch: String(reply.branch) };
  }
  return { answer: reply };
}

/** The page, from the scripts and what is said of them. */
function page(): string {
  const patterns = COOKBOOK.map(
    ({ file, title, about }, index) => `## ${index + 1}. ${title}\n\n${about}\n\n\`\`\`xml\n${textOf(file)}\`\`\`\n`,
  );
  return `# Cookbook: twenty dialogs

<!-- Generated from docs/cookbook: UPDATE_DOCS=1 npm test -- packages/script-engine/test/cookbook.test.ts -->

Each of these scripts is complete, is checked without a finding, and is walked from end to end by a test. Take one that is
near to what you need (they lie in \`docs/cookbook\`), and change it; try it with
\`npx caruso script run docs/cookbook/objection.xml\`. How scripts are written says [the authors' guide](script-author.md), what
every element does [the reference](script-reference.md).

${patterns.join('\n')}`;
}

describe.each(COOKBOOK)('the pattern $file', ({ file, walks }) => {
  it('is a script in which the check finds nothing', () => {
    expect(checkScript(textOf(file), `${file}.xml`, { scripts: othersThan(file) })).toEqual([]);
  });

  it.each(walks)('leads to $outcome on $channel after $replies', async (walked) => {
    const { last, said, left } = await walk(file, walked);
    expect({ outcome: last.outcome, left, said }).toEqual({ outcome: walked.outcome, left: 0, said });
    if (walked.says !== undefined) expect(said).toContain(walked.says);
  });
});

describe('docs/script-cookbook.md', () => {
  it('shows the twenty scripts as they are; UPDATE_DOCS=1 writes it anew', () => {
    expect(readdirSync(new URL('cookbook/', docs)).sort()).toEqual(COOKBOOK.map(({ file }) => `${file}.xml`).sort());
    expect(COOKBOOK).toHaveLength(20);
    const file = new URL('script-cookbook.md', docs);
    if (process.env.UPDATE_DOCS === '1') writeFileSync(file, page());
    expect(readFileSync(file, 'utf8')).toBe(page());
  });
});
