import { diagramOf, loadModel, toMermaid, toSvg } from '@caruso/business-objects';
import type { Command } from 'commander';
import { count, type Terminal } from '../terminal.js';
import { writeText } from '../write-text.js';

interface DiagramOptions {
  readonly out?: string;
  readonly mermaid: boolean;
  readonly company?: string;
  readonly library?: string[];
  readonly json: boolean;
}

/** `caruso model diagram`: a picture of objects and links. */
export function addDiagram(model: Command, terminal: Terminal): void {
  model
    .command('diagram <path...>')
    .description('draw the objects of a model and their links as SVG, or as text for Mermaid')
    .option('--svg', 'as SVG (the default)')
    .option('--mermaid', 'as an entity-relationship diagram of Mermaid', false)
    .option('-o, --out <file>', 'write it to a file')
    .option('--company <name>', 'whose mapping, where there are several')
    .option('--library <path...>', 'where models lie that this one extends (default: beside its folder)')
    .option('--json', 'print what was done, or the picture, as JSON', false)
    .action((paths: string[], { out, mermaid, company, library, json }: DiagramOptions) => {
      const diagram = diagramOf(loadModel(paths, { company, library }));
      const text = mermaid ? toMermaid(diagram) : toSvg(diagram);
      const { boxes, edges } = diagram;
      if (out === undefined) {
        terminal.out(json ? JSON.stringify({ [mermaid ? 'mermaid' : 'svg']: text }) : text.trimEnd());
        return;
      }
      writeText(out, text);
      const facts = { file: out, objects: boxes.length, links: edges.length };
      terminal.out(
        json ? JSON.stringify(facts) : `${out}: ${count(boxes.length, 'object')}, ${count(edges.length, 'link')}`,
      );
    });
}
