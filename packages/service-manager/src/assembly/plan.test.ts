import { defineContract } from '@caruso/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ServiceErrors } from '../errors.js';
import { optional, required } from '../model/requirement.js';
import type { Component } from '../model/service-manager.js';
import { type ComponentDefinition, defineComponent } from './define-component.js';
import { inject } from './inject.js';
import { plan, startOrder } from './plan.js';
import { provide } from './provision.js';

const contract = (name: string, version = '1.0.0') =>
  defineContract(name, version, { ask: { input: z.object({}), output: z.object({}) } });
class Any {
  ask() {
    return {};
  }
}
const component = (name: string, needs: readonly ReturnType<typeof contract>[], version?: string) =>
  defineComponent({ name, provides: [provide(contract(`demo.${name}`, version), Any)], requires: needs });

describe('defineComponent', () => {
  it('refuses a class that asks for a contract nobody would give it', () => {
    const clock = contract('demo.clock');
    class Asking {
      ask() {
        return {};
      }
    }
    inject(clock)(Asking, undefined, 0);
    const define = (requires: ComponentDefinition['requires']) => () =>
      defineComponent({
        name: 'a',
        provides: [provide(contract('demo.a'), Asking)],
        ...(requires ? { requires } : {}),
      });
    expect(define(undefined)).toThrow('its class Asking injects demo.clock, which it does not require');
    expect(define([optional(clock)])).not.toThrow();
  });
});

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

/** A provider of `demo.b`, which differs from others by what is given. */
const provider = (name: string, more: Partial<ComponentDefinition> = {}, version?: string) =>
  defineComponent({ name, provides: [provide(contract('demo.b', version), Any)], ...more });
const needing = (terms: Parameters<typeof required>[1], name = 'a') =>
  defineComponent({ name, provides: [], requires: [required(contract('demo.b'), terms)] });
const names = (components: readonly Component[]) => components.map(({ name }) => name);
const messages = (components: readonly Component[]) => plan({ components }).problems.map(({ message }) => message);

describe('plan', () => {
  it('says who starts when, and who serves whom: the provider that is called first first', () => {
    const components = [needing({}), provider('low', { version: '1.1.0' }), provider('high', { ranking: 5 })];
    const { order, blocked, problems } = plan({ components });
    expect(order.map(({ component: { name } }) => name)).toEqual(['high', 'low', 'a']);
    expect(order.at(-1)?.needs.map(({ from }) => names(from))).toEqual([['high', 'low']]);
    expect([...blocked, ...problems]).toEqual([]);
  });

  it('collects all problems, those of a component before those between components', () => {
    const components = [
      component('a', [contract('demo.x')]),
      component('b', [contract('demo.c')]),
      component('c', [contract('demo.b')]),
      component('c', []),
      defineComponent({ name: 'bad name', provides: [] }),
      provider('twin'),
    ];
    const { problems, order } = plan({ components });
    expect(problems.map(({ name }) => name)).toEqual([
      'DuplicateComponent',
      'BadComponent',
      'DuplicateProvider',
      'MissingProvider',
    ]);
    expect(order.map(({ component: { name } }) => name)).toEqual(['twin', 'c', 'b']);
    expect(() => startOrder(components)).toThrow(problems[0]);
  });

  it('blames only who lacks something, not who waits for that one', () => {
    const components = [component('a', [contract('demo.b')]), component('b', [contract('demo.c')]), component('d', [])];
    const { problems, blocked, order } = plan({ components });
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('"b" needs demo.c')]);
    expect(messages(components)[0]).not.toContain('"a"');
    expect(names(blocked)).toEqual(['a', 'b']);
    expect(order.map(({ component: { name } }) => name)).toEqual(['d']);
  });

  it('takes a provider whose version is in one of the ranges, and calls the highest', () => {
    const two = [provider('old', { version: '1.4.0' }), provider('new', { version: '2.1.0' })];
    const served = (...versions: string[]) =>
      plan({ components: [...two, needing({ versions })] })
        .order.at(-1)
        ?.needs.map(({ from }) => names(from));
    expect(served('^1.2', '^2')).toEqual([['new', 'old']]);
    expect(served('~1.4')).toEqual([['old']]);
  });

  it('names the versions there are when none is in range', () => {
    const components = [
      provider('old', { version: '1.4.0' }),
      provider('plain'),
      needing({ versions: ['^2', '^3.1'] }),
    ];
    expect(messages(components)).toEqual([
      expect.stringContaining(
        '"a" needs demo.b 1.0.0 in a version of ^2 or ^3.1, but there is only version 1.4.0 (contract 1.0.0) of "old" and version 1.0.0 of "plain"',
      ),
    ]);
  });

  it('counts the providers where several are needed', () => {
    const one = [needing({ atLeast: 2 }), provider('b1')];
    expect(messages(one)).toEqual([
      expect.stringContaining('"a" needs demo.b 1.0.0 (at least 2 of them), but there is only version 1.0.0 of "b1"'),
    ]);
    expect(names(startOrder([...one, provider('b2', { ranking: 1 })]))).toEqual(['b2', 'b1', 'a']);
  });

  it('does not let a component serve itself', () => {
    expect(messages([component('a', [contract('demo.a')])])).toEqual([
      expect.stringContaining('"a" needs demo.a 1.0.0, but there is only version 1.0.0 of "a", which is itself'),
    ]);
  });

  it.each([
    ['version', { version: '1.0.1' }],
    ['ranking', { ranking: 1 }],
    ['properties', { properties: { region: 'south' } }],
  ])('lets two provide one contract when they differ in %s', (_what, difference) => {
    expect(messages([provider('b1'), provider('b2', difference)])).toEqual([]);
    expect(messages([provider('b1', difference), provider('b2', difference)])).toHaveLength(1);
  });

  it('lets two major versions of a contract stand side by side under one name', () => {
    const components = [provider('b', {}, '1.0.0'), provider('b', {}, '2.0.0')];
    expect(messages(components)).toEqual([]);
  });

  it('names each way round on which components wait for each other, besides what is missing', () => {
    const pair = (a: string, b: string) => [
      component(a, [contract(`demo.${b}`)]),
      component(b, [contract(`demo.${a}`)]),
    ];
    const components = [...pair('a', 'b'), ...pair('c', 'd'), component('e', [contract('demo.a'), contract('demo.x')])];
    expect(messages(components)).toEqual([
      expect.stringContaining('"e" needs demo.x'),
      expect.stringContaining('a -> b -> a'),
      expect.stringContaining('c -> d -> c'),
    ]);
  });

  it('starts one of several providers later when it waits for who could be served by another', () => {
    const other = provider('b2', { ranking: 1 });
    const waiting = provider('b1', { requires: [contract('demo.c')] });
    const c = defineComponent({
      name: 'c',
      provides: [provide(contract('demo.c'), Any)],
      requires: [contract('demo.b')],
    });
    expect(names(startOrder([waiting, c, other]))).toEqual(['b2', 'c', 'b1']);
  });

  it('follows a wish only where what is wished for does not wait for who wishes', () => {
    const a = defineComponent({
      name: 'a',
      provides: [provide(contract('demo.a'), Any)],
      requires: [optional(contract('demo.b'))],
    });
    const components = [a, component('b', [contract('demo.c')]), component('c', [contract('demo.a')])];
    expect(names(startOrder(components))).toEqual(['a', 'c', 'b']);
  });

  it('lets a component that starts with its first call break a cycle', () => {
    const lazy = defineComponent({
      name: 'lazy',
      lazy: true,
      provides: [provide(contract('demo.lazy'), Any)],
      requires: [contract('demo.a')],
    });
    expect(names(startOrder([component('a', [contract('demo.lazy')]), lazy]))).toEqual(['lazy', 'a']);
    expect(messages([lazy])).toEqual([expect.stringContaining('"lazy" needs demo.a')]);
  });

  it('finds a provider whose contract has the promised version, but not what its consumer calls', () => {
    const known = defineContract('demo.b', '1.0.0', {
      ask: { input: z.object({}), output: z.object({}) },
      tell: { input: z.object({}), output: z.object({}) },
    });
    const { problems } = plan({ components: [component('a', [known]), component('b', [])] });
    expect(problems.map(String)).toEqual([
      expect.stringContaining(
        'demo.b 1.0.0 of "b" would break those built against 1.0.0 as "a" requires it: tell is gone',
      ),
    ]);
  });

  it('never starts a component before enough of what it needs, and forgets none', () => {
    const need = fc.record({ to: fc.nat(7), optional: fc.boolean(), lazy: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.array(need, { maxLength: 3 }), { maxLength: 8 }), (graph) => {
        const components = graph.map((needs, at) =>
          defineComponent({
            name: `c${at}`,
            lazy: needs[0]?.lazy ?? false,
            provides: [provide(contract(`demo.c${at}`), Any)],
            requires: needs.map(({ to, optional: wish }) => ({ ...required(contract(`demo.c${to}`)), optional: wish })),
          }),
        );
        const { order, blocked, problems } = plan({ components });
        const started = new Set<Component>();
        for (const { component: next, needs } of order) {
          const isMet = needs.every(
            ({ requirement, from }) => requirement.optional || from.some((it) => started.has(it)),
          );
          expect(next.lazy || isMet).toBe(true);
          started.add(next);
        }
        expect(started.size + blocked.length).toBe(components.length);
        expect(
          problems.some((it) => !ServiceErrors.MissingProvider.is(it) && !ServiceErrors.DependencyCycle.is(it)),
        ).toBe(false);
        if (problems.length === 0) expect(blocked).toEqual([]);
        if (blocked.length > 0) expect(problems).not.toEqual([]);
      }),
    );
  });
});
