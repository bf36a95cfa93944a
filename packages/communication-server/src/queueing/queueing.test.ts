import { betaCdf } from '@caruso/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erlangA } from './erlang-a.js';
import { erlangB } from './erlang-b.js';
import { erlangC } from './erlang-c.js';
import { expectedWait } from './expected-wait.js';

describe('erlangB', () => {
  it.each([
    [1, 1, 0.5],
    [10, 5, 0.018385],
    [30, 25, 0.052603],
    [180, 170, 0.028158],
    [0, 3, 1],
  ])('%d lines with %d Erlang block %d', (lines, load, blocking) => {
    expect(erlangB(lines, load)).toBeCloseTo(blocking, 6);
  });
});

describe('erlangC', () => {
  it.each([
    [4, 40, 180, 0.173913, 15.652174, 0.860741],
    [10, 100, 240, 0.174582, 12.569899, 0.86776],
    [30, 540, 180, 0.471408, 28.284502, 0.662221],
    [180, 3400, 180, 0.342764, 6.169746, 0.887165],
    // As published, see `moreRows` of the ground truth: 17.41 %, 88.84 %; 20.8 s.
    [14, 200, 180, 0.174132, 7.835937, 0.88835],
    [50, 2880, 60, 0.694456, 20.833668, 0.643455],
  ])('%d agents, %d calls an hour of %d s', (agents, callsPerHour, handling, probability, wait, level) => {
    const queue = erlangC({ agents, callsPerHour, handling });
    expect(queue.waitProbability).toBeCloseTo(probability, 6);
    expect(queue.meanWait).toBeCloseTo(wait, 6);
    expect(queue.answeredWithin(20)).toBeCloseTo(level, 6);
  });

  it('lets calls wait for ever when more work arrives than the agents can do', () => {
    const queue = erlangC({ agents: 2, callsPerHour: 60, handling: 120 });
    expect([queue.waitProbability, queue.meanWait, queue.answeredWithin(1e9)]).toEqual([
      1,
      Number.POSITIVE_INFINITY,
      0,
    ]);
  });
});

describe('erlangA', () => {
  it.each([
    [4, 80, 180, 180, 0.56653, 0.195367, 35.166027, 30.378183, 0.515014, 0.545054, 0.640061, 0.570128],
    [10, 240, 180, 120, 0.699536, 0.224884, 26.986118, 25.52574, 0.443759, 0.490881, 0.572507, 0.539754],
    [50, 2880, 60, 120, 0.467774, 0.030912, 3.70947, 3.6159, 0.943019, 0.97203, 0.9731, 0.972864],
    [180, 3600, 180, 180, 0.509912, 0.029722, 5.349895, 5.256359, 0.905321, 0.930864, 0.933053, 0.932761],
  ])('%d agents, %d calls an hour of %d s, patience %d s', (agents, callsPerHour, handling, patience, ...exact) => {
    const queue = erlangA({ agents, callsPerHour, handling, patience });
    const { answered, abandoned } = queue.within(20);
    const found = [
      queue.waitProbability,
      queue.abandonProbability,
      queue.meanWait,
      queue.meanWaitOfServed,
      answered,
      answered / (1 - abandoned),
      answered / (1 - queue.abandonProbability),
      answered + abandoned,
    ];
    for (const [index, value] of exact.entries()) expect(found[index]).toBeCloseTo(value, 6);
  });

  it('comes close to Erlang C when callers have all the patience in the world', () => {
    const work = { agents: 10, callsPerHour: 100, handling: 240 };
    const [impatient, patient] = [erlangA({ ...work, patience: 1e7 }), erlangC(work)];
    expect(impatient.waitProbability).toBeCloseTo(patient.waitProbability, 4);
    expect(impatient.meanWait).toBeCloseTo(patient.meanWait, 2);
    expect(impatient.within(20).answered).toBeCloseTo(patient.answeredWithin(20), 4);
  });

  it('answers or loses every call in the end, and never fewer within a longer time', () => {
    const work = fc.record({
      agents: fc.integer({ min: 1, max: 60 }),
      callsPerHour: fc.integer({ min: 1, max: 2_000 }),
      handling: fc.integer({ min: 10, max: 600 }),
      patience: fc.integer({ min: 5, max: 600 }),
    });
    fc.assert(
      fc.property(work, fc.nat(300), fc.nat(300), (system, first, more) => {
        const queue = erlangA(system);
        const [early, late, end] = [queue.within(first), queue.within(first + more), queue.within(1e6)];
        expect(late.answered).toBeGreaterThanOrEqual(early.answered - 1e-9);
        expect(late.abandoned).toBeGreaterThanOrEqual(early.abandoned - 1e-9);
        expect(end.answered + end.abandoned).toBeCloseTo(1, 6);
        expect(end.abandoned).toBeCloseTo(queue.abandonProbability, 6);
      }),
    );
  });
});

describe('expectedWait', () => {
  it('is the mean of the law by which Erlang A reckons', () => {
    const { agents, handling, patience, ahead } = { agents: 4, handling: 180, patience: 90, ahead: 6 };
    let mean = 0;
    for (let at = 0.05; at < 2_000; at += 0.1)
      mean += 0.1 * betaCdf(Math.exp(-at / patience), (agents * patience) / handling, ahead + 1);
    expect(expectedWait({ agents, handling, patience }, ahead)).toBeCloseTo(mean, 3);
  });

  it('without hanging up is the same step for each caller ahead', () => {
    expect(expectedWait({ agents: 10, handling: 180 }, 4)).toBeCloseTo(90, 10);
  });

  it('takes those ahead into account who hang up', () => {
    expect(expectedWait({ agents: 10, handling: 180, patience: 120 }, 4)).toBeCloseTo(71.162121, 6);
  });

  it('has no end when nobody serves the queue', () => {
    expect(expectedWait({ agents: 0, handling: 180, patience: 60 }, 3)).toBe(Number.POSITIVE_INFINITY);
  });
});
