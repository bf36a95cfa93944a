import { defineContract } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineComponent, optional, provide } from './component.js';
import { partFor, startOrder } from './plan.js';

const contract = (name: string, version = '1.0.0') =>
  defineContract(name, version, { ask: { input: z.object({}), output: z.object({}) } });
class Any {
  ask() {
    return {};
  }
}
const component = (name: string, needs: readonly ReturnType<typeof contract>[], version?: string) =>
  defineComponent({ name, provides: [provide(contract(`demo.${name}`, version), Any)], requires: needs });

describe('startOrder', () => {
  it('puts providers before those who need them and else keeps the written order', () => {
    const order = startOrder([component('a', [contract('demo.c')]), component('b', []), component('c', [])]);
    expect(order.map(({ name }) => name)).toEqual(['c', 'a', 'b']);
  });

  it('names every component that lacks a provider, and the contract', () => {
    expect(() => startOrder([component('a', [contract('demo.x')]), component('b', [contract('demo.y')])])).toThrow(
      '"a" needs demo.x 1.0.0, which no component provides; "b" needs demo.y 1.0.0',
    );
  });

  it('refuses a provider of another major version or an older one, and says which there is', () => {
    expect(() => startOrder([component('a', [contract('demo.b', '1.2.0')]), component('b', [], '1.1.0')])).toThrow(
      '"a" needs demo.b 1.2.0, but there is only version 1.1.0',
    );
  });

  it('names the way round a cycle', () => {
    const cycle = [component('a', [contract('demo.b')]), component('b', [contract('demo.a')])];
    expect(() => startOrder(cycle)).toThrow('a -> b -> a');
  });

  it('lets an optional need break a cycle', () => {
    const a = component('a', [contract('demo.b')]);
    const b = defineComponent({
      name: 'b',
      provides: [provide(contract('demo.b'), Any)],
      requires: [optional(contract('demo.a'))],
    });
    expect(startOrder([a, b]).map(({ name }) => name)).toEqual(['b', 'a']);
  });

  it('starts an optional provider first where nothing speaks against it', () => {
    const a = defineComponent({ name: 'a', provides: [], requires: [optional(contract('demo.b'))] });
    expect(startOrder([a, component('b', [])]).map(({ name }) => name)).toEqual(['b', 'a']);
  });

  it('refuses two providers of one contract, and one name for two components', () => {
    const twin = defineComponent({ name: 'twin', provides: [provide(contract('demo.a'), Any)] });
    expect(() => startOrder([component('a', []), twin])).toThrow('"demo.a" is provided by "a" and "twin"');
    expect(() => startOrder([component('a', []), component('a', [])])).toThrow('the component "a" twice');
  });
});

describe('partFor', () => {
  it('keeps those who provide the contracts and what they cannot do without', () => {
    const a = component('a', [contract('demo.b')]);
    const b = defineComponent({
      name: 'b',
      provides: [provide(contract('demo.b'), Any)],
      requires: [contract('demo.c'), optional(contract('demo.d'))],
    });
    const all = [a, b, component('c', []), component('d', []), component('e', [])];
    const part = partFor({ company: 'demo', components: all }, ['demo.a', 'demo.unknown']);
    expect(part.components.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
});
