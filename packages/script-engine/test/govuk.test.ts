import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostics } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { checkScript } from '../src/index.js';
import { Walk } from './support/walk.js';

/** One row of a recorded flow: after these answers, the last of them at `at`, comes `next`. */
interface Row {
  readonly at: string;
  readonly responses: readonly string[];
  readonly next: string;
  readonly ends: boolean;
}

const cases = process.env.CARUSO_CASES;
const flows = ['towing-rules', 'inherits-someone-dies-without-will'];

/** Reads the list of rows, whose YAML uses nothing but names, texts and one list. */
function readRows(flow: string): readonly Row[] {
  const file = join(cases ?? '', 'scripts', 'govuk', `${flow}-responses-and-expected-results.yml`);
  const blocks = readFileSync(file, 'utf8').split(/^- /m).slice(1);
  return blocks.map((block) => {
    const name = (key: string) => new RegExp(`:${key}: :?(\\S+)`).exec(block)?.[1]?.replace('?', '') ?? '';
    const responses = [...block.matchAll(/^ {2}- '?([^'\n]*)'?$/gm)].map(([, response = '']) => response);
    return { at: name('current_node'), responses, next: name('next_node'), ends: name('outcome_node') === 'true' };
  });
}

describe.each(flows)('the public flow %s', (flow) => {
  const text = readFileSync(new URL(`./govuk/${flow}.xml`, import.meta.url), 'utf8');

  it('is a script without errors and warnings', () => {
    expect(formatDiagnostics(checkScript(text, `${flow}.xml`))).toBe('');
  });

  it.skipIf(!cases)('leads every recorded way to its recorded place (CARUSO_CASES names the recordings)', () => {
    const rows = readRows(flow);
    expect(rows.length).toBeGreaterThan(30);
    for (const { at, responses, next, ends } of rows) {
      const walk = new Walk(text, { unchecked: true }).start('web').answer(...responses.slice(0, -1));
      expect(walk.screen.node.id).toBe(at);
      walk.answer(responses.at(-1));
      expect({ responses, next: walk.screen.node.id, ends: walk.screen.state === 'ended' }).toEqual({
        responses,
        next,
        ends,
      });
      expect(walk.screen.trail).toHaveLength(responses.length);
    }
  });
});
