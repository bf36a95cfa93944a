import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { graphToSvg, layOutGraph, scriptGraph } from '../src/index.js';

const at = (name: string) => fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url));

describe('the picture in the guide for script authors', () => {
  it('is that of its script about keys', async () => {
    const [script = ''] = /<script id="keys".*?<\/script>\n/s.exec(readFileSync(at('script-author.md'), 'utf8')) ?? [];
    const drawn = graphToSvg(layOutGraph(scriptGraph(script, 'keys.xml')), 'keys.xml');
    await expect(drawn).toMatchFileSnapshot(at('images/keys.svg'));
  });
});
