import { readFileSync } from 'node:fs';
import { readXml } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { scriptGraph } from './build-graph.js';
import { fitText, textWidth } from './fit-text.js';
import { graphToMermaid } from './graph-to-mermaid.js';
import { graphToSvg } from './graph-to-svg.js';
import { layOutGraph } from './lay-out-graph.js';

const sample = readFileSync(new URL('../../test/scripts/meter-and-move.xml', import.meta.url), 'utf8');
const graph = scriptGraph(sample, 'meter-and-move.xml');

describe('graphToSvg', () => {
  it('is well-formed, and reads as a list of the elements with their ways', () => {
    const svg = graphToSvg(layOutGraph(graph), 'Meters & moves "7"');
    expect(readXml(svg, 'picture.svg').root.attributes.get('aria-label')?.value).toBe('Meters & moves "7"');
    expect(svg.match(/role="listitem"/g)).toHaveLength(graph.nodes.length);
    expect(svg).toContain(
      'aria-label="Question reason, choice. What can we do for you?. Moving house: moving. Something else: care. next: meters"',
    );
  });

  it('shows what has no room with an ellipsis', () => {
    expect(fitText('short', 100)).toBe('short');
    const cut = fitText('Good day, this is the longest company name', 100);
    expect(cut).toMatch(/^Good day.*…$/);
    expect(textWidth(cut)).toBeLessThanOrEqual(100);
    expect(fitText('日本語で話します', 60)).toBe('日本語…');
  });
});

describe('graphToMermaid', () => {
  it('writes sections and branches as groups, and failures as dotted lines', () => {
    const text = graphToMermaid(graph);
    expect(text.split('\n')[0]).toBe('flowchart TD');
    expect(text.match(/ subgraph /g)).toHaveLength(3 + 1);
    expect(text).toContain('n1 -.->|"failed"| n19');
  });

  it('lets nothing that is written in a script mean something to Mermaid', () => {
    const hostile = scriptGraph(
      '<script id="s" version="1" lang="en" title="a]; click &quot;x&quot; --&gt; y"><end id="end" outcome="ok"/></script>',
      's.xml',
    );
    expect(graphToMermaid(hostile)).toContain('(["Start a#93;#59; click #34;x#34; --#62; y, version 1"])');
  });
});
