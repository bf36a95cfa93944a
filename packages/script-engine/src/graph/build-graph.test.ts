import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scriptGraph } from './build-graph.js';

const sample = readFileSync(new URL('../../test/scripts/meter-and-move.xml', import.meta.url), 'utf8');

const graphOf = (items: string) =>
  scriptGraph(`<script id="s" version="1" lang="en" title="S">${items}<end id="e" outcome="ok"/></script>`, 's.xml');
const waysOf = (items: string) =>
  graphOf(items).edges.map(({ from, to, kind, label }) => [from, kind, to, ...(label === undefined ? [] : [label])]);

describe('scriptGraph', () => {
  it('has a node for each element in document order, with its place in the text', () => {
    const { nodes } = scriptGraph(sample, 'meter-and-move.xml');
    const [, load] = nodes;
    expect(load).toMatchObject({ key: 'load', kind: 'lookup', detail: 'crm.customer', depth: 0 });
    expect(sample.slice(load?.at.start).startsWith('<lookup id="load"')).toBe(true);
    const places = nodes.filter(({ kind }) => kind !== 'start' && kind !== 'return').map(({ at }) => at.start);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(nodes.find(({ key }) => key === 'stored-later')).toMatchObject({ group: 'meters', depth: 2 });
  });

  it('calls a way by the option that leads to it, else by its condition', () => {
    const { edges } = scriptGraph(sample, 'meter-and-move.xml');
    expect(edges.filter(({ from }) => from === 'reason').map(({ to, label }) => [label, to])).toEqual([
      ['Moving house', 'moving'],
      ['Something else', 'care'],
      [undefined, 'meters'],
    ]);
    expect(edges.find(({ from, kind }) => from === 'priceOk' && kind === 'go')?.label).toBe('no');
    const conditions = `<question id="q" type="number"><go when="answers.q gt 3" to="e"/><go to="q"/></question>`;
    expect(waysOf(conditions)).toEqual([
      ['$start', 'next', 'q'],
      ['q', 'go', 'e', 'answers.q gt 3'],
      ['q', 'go', 'q', 'otherwise'],
    ]);
  });

  it('leads past what has a condition, and round what is repeated', () => {
    const ways = waysOf(
      '<section id="s" each="input.list" as="x"><question id="q" type="text" when="x.open"/></section>',
    );
    expect(ways).toEqual([
      ['$start', 'next', 's'],
      ['s', 'next', 'q'],
      ['s', 'past', 'e'],
      ['q', 'round', 's', 'next x'],
      ['q', 'past', 's', 'passed by, next x'],
    ]);
  });

  it.each([
    ['nothing', '', ['d', 'failed', 'd', 'failed: tried again']],
    ['that it carries on', '<failed/>', ['d', 'failed', 'e', 'failed: carries on']],
    ['where to go', '<failed><go to="e"/></failed>', ['d', 'failed', 'e', 'failed']],
    ['what to tell', '<failed><info id="i"><text>No</text></info></failed>', ['d', 'failed', 'i', 'failed']],
  ])('leads from an action that says %s of failures', (_, failed, expected) => {
    expect(waysOf(`<do id="d" service="a.b">${failed}</do>`)).toContainEqual(expected);
  });

  it('leads through the actions of a transition to its target', () => {
    expect(waysOf('<info id="i"><go to="e"><do id="d" service="a.b"><failed/></do></go></info>')).toEqual([
      ['$start', 'next', 'i'],
      ['i', 'go', 'd', 'always'],
      ['d', 'go', 'e', 'then'],
      ['d', 'failed', 'e', 'failed: carries on'],
    ]);
  });

  it('leads on from a script that is called, by its transitions', () => {
    const call = '<call id="c" script="other" version="2"><go when="c.outcome == \'x\'" to="e"/><failed/></call>';
    expect(graphOf(call).nodes[1]).toMatchObject({ kind: 'call', detail: 'other@2' });
    expect(waysOf(call)).toContainEqual(['c', 'go', 'e', "c.outcome == 'x'"]);
  });

  it('leads away after silence on the telephone, as a question or the whole script says', () => {
    const voice = (go: string) => `<voice><retry on="silence"/><retry on="exhausted">${go}</retry></voice>`;
    const question = `<question id="q" type="text">${voice('<go to="e"/>')}</question>`;
    const ways = waysOf(`${voice('<go to="e"><do id="d" service="a.b"><failed/></do></go>')}${question}`);
    expect(ways).toContainEqual(['$start', 'failed', 'd', 'no answer']);
    expect(ways).toContainEqual(['q', 'failed', 'e', 'no answer']);
  });

  it('draws a script with mistakes: without an id, with one twice, with a target that there is not', () => {
    const { nodes, edges } = graphOf(
      '<question type="text"/><info id="i"/><info id="i"><go to="nowhere"/></info><go to="i"/>',
    );
    const keys = nodes.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(['$start', '#2', 'i', 'i#2', '/go', 'e']);
    expect(edges.map(({ from, to }) => `${from} ${to}`)).toEqual(['$start #2', '#2 i', 'i i#2', '/go i']);
  });
});
