import { defineContract } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { optional } from '../model/requirement.js';
import { defineComponent } from './define-component.js';
import { partFor } from './part-for.js';
import { provide } from './provision.js';

const contract = (name: string, version = '1.0.0') =>
  defineContract(name, version, { ask: { input: z.object({}), output: z.object({}) } });
class Any {
  ask() {
    return {};
  }
}
const component = (name: string, needs: readonly ReturnType<typeof contract>[]) =>
  defineComponent({ name, provides: [provide(contract(`demo.${name}`), Any)], requires: needs });

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

  it('keeps every provider of a contract, because a range may ask for any of them', () => {
    const versions = ['1.4.0', '2.1.0'].map((version) =>
      defineComponent({ name: 'b', version, provides: [provide(contract('demo.b'), Any)] }),
    );
    const part = partFor({ company: 'demo', components: [component('a', []), ...versions] }, ['demo.b']);
    expect(part.components).toEqual(versions);
  });
});
