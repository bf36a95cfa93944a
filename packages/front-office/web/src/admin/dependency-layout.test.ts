import { describe, expect, it } from 'vitest';
import type { ServiceEntry } from '../../../src/api-types.js';
import { dependencyLayout } from './dependency-layout.js';

const service = (component: string, from: readonly string[] = []): ServiceEntry => ({
  id: component,
  component,
  version: '1.0.0',
  contracts: [],
  state: 'active',
  ranking: 0,
  properties: {},
  runsIn: 'inline',
  needs: from.map((name) => ({ contract: `demo.${name}`, optional: false, from: [name] })),
  dependants: [],
  calls: 0,
  failures: 0,
  leases: 0,
  since: 0,
});
const places = (services: readonly ServiceEntry[]) =>
  Object.fromEntries(
    dependencyLayout(services).nodes.map(({ service: { component }, column, row }) => [component, [column, row]]),
  );

describe('dependencyLayout', () => {
  it('puts each service behind all that serve it', () => {
    expect(places([service('desk', ['objects', 'store']), service('objects', ['store']), service('store')])).toEqual({
      store: [0, 0],
      objects: [1, 0],
      desk: [2, 0],
    });
  });

  it('keeps services near those that serve them', () => {
    const rows = places([service('b'), service('a'), service('of-b', ['b']), service('of-a', ['a'])]);
    expect(rows).toEqual({ a: [0, 0], b: [0, 1], 'of-a': [1, 0], 'of-b': [1, 1] });
  });

  it('draws a line for each need that is served, and leaves out who has to do with nobody', () => {
    const { edges, alone, columns, rows } = dependencyLayout([
      service('desk', ['store', 'gone']),
      service('store'),
      service('mail'),
    ]);
    expect(edges.map(({ from, to }) => `${from.service.component} -> ${to.service.component}`)).toEqual([
      'desk -> store',
    ]);
    expect(alone.map(({ component }) => component)).toEqual(['mail']);
    expect([columns, rows]).toEqual([2, 1]);
  });

  it('leaves out a line that follows from others', () => {
    const { edges } = dependencyLayout([
      service('desk', ['objects', 'store']),
      service('objects', ['store']),
      service('store'),
    ]);
    expect(edges.map(({ from, to }) => `${from.service.component} -> ${to.service.component}`)).toEqual([
      'objects -> store',
      'desk -> objects',
    ]);
  });

  it('leads a line past a service on a row of its own', () => {
    const services = [service('store'), service('objects', ['store']), service('clock'), service('desk', ['objects'])];
    const late = [...services, service('report', ['store', 'desk']), service('screen', ['clock', 'report'])];
    const { edges, nodes } = dependencyLayout([...late, service('watch', ['clock'])]);
    const taken = new Set(nodes.map(({ column, row }) => `${column} ${row}`));
    const ways = edges.flatMap(({ way }) => way.map(({ column, row }) => `${column} ${row}`));
    expect(ways.length).toBeGreaterThan(0);
    expect(ways.filter((place) => taken.has(place))).toEqual([]);
    expect(new Set(ways).size).toBe(ways.length);
    for (const { from, to, way } of edges) expect(way).toHaveLength(Math.max(0, from.column - to.column - 1));
  });

  it('puts who needs nobody right before the first he serves', () => {
    const services = [
      service('store'),
      service('objects', ['store']),
      service('desk', ['objects', 'control']),
      service('control'),
    ];
    expect(places(services)).toMatchObject({ store: [0, 0], objects: [1, 1], control: [1, 0], desk: [2, 0] });
  });

  it('comes to an end when services serve each other', () => {
    const { nodes, edges } = dependencyLayout([service('a', ['b']), service('b', ['a'])]);
    expect(nodes).toHaveLength(2);
    expect(edges).toHaveLength(2);
  });

  it('is empty without services', () => {
    expect(dependencyLayout([])).toEqual({ nodes: [], edges: [], columns: 0, rows: 0, alone: [] });
  });
});
