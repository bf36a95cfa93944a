import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../template/compile-template.js';
import { compileExpression } from './compile-expression.js';
import { Steps } from './steps.js';
import { type Type, types } from './type.js';

const tree = new Map<string, Type>();
const treeType = types.object(tree, 'Tree');
tree.set('next', types.list(treeType));
tree.set('weight', types.number);
const scope = new Map<string, Type>([
  ['tree', treeType],
  ['row', types.unknown],
  ['a', types.text],
  ['b', types.text],
]);
const now = { now: 0, zone: 'UTC' };

/** The value, and how many steps of 10,000 are left. */
function run(text: string, values: Readonly<Record<string, unknown>>, most = 10_000) {
  const compiled = compileExpression(text, scope);
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join());
  const steps = new Steps(most);
  return { value: compiled.evaluate(values, now, steps), left: steps.left };
}

/** Ten branches at each fork, each of them the same forks again. */
const forks: Record<string, unknown> = { weight: 1 };
forks.next = Array(10).fill(forks);

describe('the steps of an evaluation', () => {
  it('are as many as there are nodes and elements', () => {
    const values = { tree: { next: Array(100).fill({ weight: 2 }) } };
    const { value, left } = run('sum(tree.next.weight)', values);
    expect(value).toBe('200');
    expect(10_000 - left).toBeLessThan(500);
    expect(run('sum(tree.next.weight where weight == 2)', values).value).toBe('200');
    expect(run('sum(tree.next.weight)', values, 200).value).toBeNull();
  });

  it('end where lists lead through lists without end, and the value is nothing', () => {
    const path = `tree${'.next'.repeat(30)}`;
    expect(run(`count(${path})`, { tree: forks })).toMatchObject({ value: null });
    const filter = `${'count(next where '.repeat(20)}weight == 1${') gt 0'.repeat(20)}`;
    expect(run(`count(tree.next where ${filter})`, { tree: forks })).toMatchObject({ value: null });
    expect(run(`count(row${'.next'.repeat(30)})`, { row: forks }, 1_000_000)).toMatchObject({ value: null });
  });

  it('end where equal data are compared without end', () => {
    const twins = (depth: number): unknown => {
      let row: unknown = 'leaf';
      for (let level = 0; level < depth; level++) row = { left: row, right: row };
      return row;
    };
    expect(run('row.x == row.y', { row: { x: twins(4), y: twins(4) } }).value).toBe(true);
    expect(run('row.x == row.y', { row: { x: twins(30), y: twins(30) } }).value).toBeNull();
    expect(run('row.x in [row.y]', { row: { x: twins(30), y: twins(30) } }).value).toBeNull();
    expect(run('contains([row.x], row.y)', { row: { x: twins(30), y: twins(30) } }).value).toBeNull();
  });

  it('end in lists that hold themselves, and in lists of nothing', () => {
    const own: unknown[] = [];
    own.push(own, own);
    expect(run('row', { row: own }).value).toBeNull();
    const chain: unknown[] = [];
    chain.push(chain);
    expect(() => run('row', { row: chain })).not.toThrow();
    expect(() => run('row.x', { row: chain })).not.toThrow();
    expect(run('row', { row: new Array(4_000_000_000) }).value).toBeNull();
  });

  it('end where long texts are searched for each other', () => {
    const [a, b] = ['a'.repeat(1_000_000), `b${'a'.repeat(400_000)}`];
    expect(run('contains(a, b)', { a, b }, 1_000_000).value).toBeNull();
    expect(run('contains(a, b)', { a: 'a'.repeat(10_000), b: 'aab' }, 10_000).value).toBe(false);
  });

  it('end where long numbers are multiplied again and again', () => {
    const product = `[${Array(300).fill('n*n').join()}]`.replaceAll('n', `${'9'.repeat(1)}`);
    expect(run(`count(${product})`, {}).value).toBe('300');
    const big = { row: { n: '9'.repeat(1_000) } };
    expect(run(`count([${Array(300).fill('row.n*row.n').join()}])`, big).value).toBeNull();
  });

  it('are shared by all inserts of a wording, so that many of them make no endless text', () => {
    const template = compileTemplate('{a}'.repeat(5_000), scope);
    const text = template.ok ? template.render({ a: 'x'.repeat(1_000_000) }, { ...now, locale: 'en' }) : '';
    expect(text.length).toBeGreaterThan(1_000_000);
    expect(text.length).toBeLessThan(100_000_000);
  });
});
