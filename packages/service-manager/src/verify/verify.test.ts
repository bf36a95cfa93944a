import { CarusoError, defineContract, defineErrors, error, type InputOf, type Service } from '@caruso/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ImpatientClock } from '../../test/support/verify/impatient-clock.js';
import { ServiceErrors } from '../errors.js';
import { verify } from './verify.js';

const MoveErrors = defineErrors('MOV', {
  UnknownOrder: error(1, 'not-found', ({ order }: { order: string }) => `There is no order ${order}.`),
});
const MoveOrders = defineContract('demo.moves', '1.2.0', {
  create: {
    input: z.object({ customer: z.string().min(1), key: z.string() }),
    output: z.object({ order: z.string(), on: z.iso.date().nullable() }),
    idempotent: true,
    timeoutMs: 1_000,
  },
  cancel: { input: z.object({ order: z.string() }), output: z.object({}) },
  watch: { input: z.object({ from: z.int().default(0) }), output: z.object({ number: z.int() }), stream: true },
});
type Moves = Service<typeof MoveOrders>;
type Input<Name extends keyof typeof MoveOrders.operations> = InputOf<(typeof MoveOrders.operations)[Name]>;

/** A wrapper as it should be. */
class GoodMoves implements Moves {
  readonly #orders = new Map<string, string>();
  async create({ customer, key }: Input<'create'>) {
    this.#orders.set(key, `${customer}-${key}`);
    return { order: `${customer}-${key}`, on: null };
  }
  cancel({ order }: Input<'cancel'>) {
    for (const [key, known] of this.#orders) if (known === order) return this.#orders.delete(key) && {};
    throw new MoveErrors.UnknownOrder({ order });
  }
  async *watch({ from }: Input<'watch'>) {
    for (let number = from; number < from + 3; number++) yield { number };
  }
}

const create = { customer: '4711', key: 'a' };
const examples = {
  create,
  cancel: [
    async (moves: { create: (input: Input<'create'>) => Promise<{ order: string }> }) => ({
      order: (await moves.create(create)).order,
    }),
    { input: { order: 'none' }, fails: MoveErrors.UnknownOrder },
  ],
  watch: { from: 5 },
} as const;

let clock: ImpatientClock;
beforeEach(() => {
  clock = new ImpatientClock();
});

describe('verify', () => {
  it('takes a class, a factory, an async factory, or one object', async () => {
    for (const source of [GoodMoves, () => new GoodMoves(), async () => new GoodMoves(), new GoodMoves()]) {
      await verify(MoveOrders, source, examples, { clock });
    }
    expect(clock.pending).toBe(0);
  });

  it('takes a class that was compiled to a function', async () => {
    const Old = function Old(this: object) {
      return Reflect.construct(GoodMoves, [], Old);
    } as unknown as new () => GoodMoves;
    Old.prototype = Object.create(GoodMoves.prototype);
    await verify(MoveOrders, Old, examples, { clock });
  });

  it('reports what it has tried', async () => {
    const report = await verify(MoveOrders, GoodMoves, { create, watch: { from: 1 } }, { untried: ['cancel'], clock });
    expect(report).toMatchObject({
      contract: 'demo.moves',
      version: '1.2.0',
      operations: [
        { operation: 'create', examples: 1 },
        { operation: 'watch', examples: 1 },
      ],
      untried: ['cancel'],
    });
    expect(report.checks).toBeGreaterThan(30);
    expect(String(report)).toMatch(
      /^The service conforms to demo\.moves 1\.2\.0: \d+ checks in \d+ ms\.\n {2}create {2}1 example, longest \d+ ms\n/,
    );
    expect(String(report)).toContain('\n  not tried: cancel');
  });

  it('throws all findings as one error, each in a line that says what to do', async () => {
    class Poor extends GoodMoves {
      override async create() {
        return { order: 5, on: null } as never;
      }
      override cancel(): never {
        throw new TypeError('order is undefined');
      }
    }
    const thrown = await verify(MoveOrders, Poor, { ...examples, cancel: { order: '1' } }, { clock }).catch((e) => e);
    expect(ServiceErrors.NotConforming.is(thrown)).toBe(true);
    expect(thrown.kind).toBe('invalid');
    expect(thrown.message).toBe(
      [
        'The service does not conform to demo.moves 1.2.0:',
        '- create: expected an output that fits the contract; found order: Invalid input: expected string, received number. Translate what the other system answers into what the contract promises.',
        '- cancel: expected errors with a code; found TypeError: order is undefined. Throw an error of a defineErrors table; callers see anything else as a defect of the service.',
      ].join('\n'),
    );
    expect(JSON.parse(JSON.stringify(thrown)).data.findings).toHaveLength(2);
  });

  it('leaves no timer behind, also when nothing answers', async () => {
    const never = new Promise<never>(() => {});
    const Stuck = () => ({
      create: () => never,
      cancel: () => never,
      watch: () => stuckStream(never),
      stop: () => never,
    });
    await expect(verify(MoveOrders, Stuck, examples, { clock })).rejects.toThrow(CarusoError);
    expect(clock.pending).toBe(0);
  });

  it('works with the clock of the machine', async () => {
    await verify(MoveOrders, GoodMoves, examples, { withinMs: 500, graceMs: 200 });
  });
});

async function* stuckStream(never: Promise<never>): AsyncGenerator<{ number: number }> {
  yield await never;
}
