import { graphToMermaid, graphToSvg, layOutGraph, scriptGraph } from '@caruso/script-engine';
import { type Command, Option } from 'commander';
import { readText } from '../read-text.js';
import { count, type Terminal } from '../terminal.js';
import { writeText } from '../write-text.js';

interface GraphOptions {
  readonly format: 'svg' | 'mermaid';
  readonly out?: string;
  readonly json: boolean;
}

/** `caruso script graph`: a picture of the ways through a dialog script. */
export function addGraph(script: Command, terminal: Terminal): void {
  script
    .command('graph <file>')
    .description('draw the ways through a dialog script as SVG, or as text for Mermaid')
    .addOption(new Option('-f, --format <name>', 'of the picture').choices(['svg', 'mermaid']).default('svg'))
    .option('-o, --out <file>', 'write it to a file')
    .option('--json', 'print what was done, or nodes and edges, as JSON', false)
    .action((file: string, { format, out, json }: GraphOptions) => {
      const graph = scriptGraph(readText(file), file);
      const draw = () => (format === 'svg' ? graphToSvg(layOutGraph(graph), file) : graphToMermaid(graph));
      if (out === undefined) {
        terminal.out(json ? JSON.stringify(graph) : draw().trimEnd());
        return;
      }
      writeText(out, draw());
      const facts = { file: out, nodes: graph.nodes.length, edges: graph.edges.length };
      terminal.out(
        json ? JSON.stringify(facts) : `${out}: ${count(facts.nodes, 'node')}, ${count(facts.edges, 'way')}`,
      );
    });
}
