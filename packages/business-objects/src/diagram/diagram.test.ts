import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UTILITY } from '../../test/utility.js';
import { compileModel } from '../compile/compile-model.js';
import { diagramOf } from './diagram.js';
import { layOut } from './layout.js';
import { toMermaid } from './to-mermaid.js';
import { toSvg } from './to-svg.js';

const names = fc.uniqueArray(fc.stringMatching(/^[A-Z][a-z]{0,5}$/), { minLength: 1, maxLength: 25 });
const graphs = names.chain((known) => {
  const edge = fc.record({ from: fc.constantFrom(...known), to: fc.constantFrom(...known) });
  return fc.record({ known: fc.constant(known), edges: fc.array(edge, { maxLength: 40 }) });
});

describe('the layout of a diagram', () => {
  it('lays no box over another, in whatever circles lines lead, and is the same each time', () => {
    fc.assert(
      fc.property(graphs, ({ known, edges }) => {
        const boxes = known.map((name, at) => ({ name, width: 100 + at, height: 60 + 7 * at }));
        const layout = layOut(boxes, edges);
        const placed = [...layout.boxes.values()];
        expect(placed).toHaveLength(boxes.length);
        for (const [at, a] of placed.entries()) {
          for (const b of placed.slice(at + 1)) {
            const apart = a.x + a.width < b.x || b.x + b.width < a.x || a.y + a.height < b.y || b.y + b.height < a.y;
            expect(apart, `${a.name} and ${b.name}`).toBe(true);
          }
          expect(a.x + a.width <= layout.width && a.y + a.height <= layout.height).toBe(true);
        }
        expect(layOut([...boxes].reverse(), edges)).toEqual(layout);
      }),
    );
  });

  it('has what is linked to on the left of what links', () => {
    const box = (name: string) => ({ name, width: 100, height: 50 });
    const { boxes } = layOut(
      [box('Order'), box('Customer'), box('Line')],
      [
        { from: 'Order', to: 'Customer' },
        { from: 'Line', to: 'Order' },
      ],
    );
    const x = (name: string) => boxes.get(name)?.x ?? 0;
    expect(x('Customer') < x('Order') && x('Order') < x('Line')).toBe(true);
  });
});

describe('a diagram', () => {
  const model = compileModel([{ file: 'utility.xml', text: UTILITY }]);
  const diagram = diagramOf(model);

  it('is an SVG with every object and every link to one', () => {
    const svg = toSvg(diagram);
    for (const object of model.objects.values()) expect(svg).toContain(`>${object.name}</text>`);
    expect(svg.match(/class="line/g)).toHaveLength(diagram.edges.length);
  });

  it('is one of Mermaid with cardinalities', () => {
    const text = toMermaid(diagram);
    expect(text.split('\n')[0]).toBe('erDiagram');
    const [edge] = diagram.edges;
    expect(text).toContain(`--o{ ${edge?.from} : ${edge?.name}`);
  });
});
