import { describe, expect, it } from 'vitest';
import { snapshotOf } from '../../src/state/snapshot.js';
import { House } from '../support/house.js';

/** Behaviour that other contact centres are known to show in public test suites and guides; ours shows it too. */
describe('places in a queue', () => {
  it('gives twelve callers the places that their priorities and wishes call for, and refuses the one beyond the length', () => {
    const house = new House({ queues: [{ id: 'q', maxLength: 11 }] });
    const callers: readonly [priority: number | undefined, position: number | undefined, place: number][] = [
      [undefined, undefined, 1],
      [undefined, undefined, 2],
      [1, undefined, 1],
      [1, undefined, 2],
      [2, undefined, 1],
      [undefined, 5, 5],
      [undefined, 200, 7],
      [undefined, 1, 4],
      [8, 3, 1],
      [1, 7, 5],
      [1, 4, 4],
    ];
    callers.forEach(([priority, position, place], index) => {
      house.call(`c${index}`, 'q', { priority, position });
      expect([`c${index}`, house.waiting().indexOf(`c${index}`) + 1]).toEqual([`c${index}`, place]);
    });
    house.call('c12', 'q', { priority: 2, position: 5 });
    expect(house.outcome('c12')).toBe('refused');
    expect(house.all('contact-refused')).toMatchObject([{ contact: 'c12', because: 'full' }]);
  });

  it('gives a caller who is back within the time allowed the old place, and later one none', () => {
    const house = new House({ queues: [{ id: 'q', resumeWithin: 60 }] });
    house.call('a', 'q', {}, '+491').at(1).call('b').at(2).hangUp('a');
    house.at(50).call('a2', 'q', {}, '+491');
    expect(house.waiting()).toEqual(['a2', 'b']);
    house.at(60).hangUp('a2').at(121).call('a3', 'q', {}, '+491');
    expect(house.waiting()).toEqual(['b', 'a3']);
  });

  it('keeps no number of a caller who gave up and was erased, or whose time to come back is over', () => {
    const house = new House({ queues: [{ id: 'q', resumeWithin: 60 }, { id: 'r' }] });
    house.call('a', 'q', {}, '+491').call('b', 'q', {}, '+492').at(1).hangUp('a').hangUp('b');
    house.do({ type: 'erase-contact', contact: 'a', by: 'officer' });
    const places = () => JSON.stringify(snapshotOf(house.state).places);
    expect([places().includes('+491'), places().includes('+492')]).toEqual([false, true]);
    house.at(62).call('c', 'r');
    expect(places()).toBe('[]');
  });

  it('reorders a caller whose priority is changed while waiting', () => {
    const house = new House();
    house.call('a').call('b').do({ type: 'change-priority', contact: 'b', priority: 1 });
    expect(house.waiting()).toEqual(['b', 'a']);
  });
});

describe('the order of a queue', () => {
  const transferred = (order?: 'as-queued' | 'as-arrived') => {
    const second = { id: 'second', ...(order === undefined ? {} : { order }) };
    const house = new House({ queues: [{ id: 'first' }, second], agents: [{ id: 'ada', queues: ['first'] }] });
    house.ready('ada').call('old', 'first').accept('ada').at(10).call('young', 'second').at(20);
    house.do({ type: 'transfer', agent: 'ada', contact: 'old', to: { queue: 'second' } });
    return house.at(30).call('late', 'second');
  };

  it('is who has waited there longest, or who came to the company first, as the queue says', () => {
    expect(transferred().waiting('second')).toEqual(['young', 'old', 'late']);
    expect(transferred('as-queued').waiting('second')).toEqual(['young', 'old', 'late']);
    expect(transferred('as-arrived').waiting('second')).toEqual(['old', 'young', 'late']);
  });
});

describe('ageing', () => {
  it('lets an old contact overtake a younger one of higher priority', () => {
    const house = new House({ configuration: { ageing: 60 }, agents: [{ id: 'ada' }] });
    house.call('old').at(50).call('vip', 'q', { priority: 1 }).at(70).call('late', 'q', { priority: 1 });
    expect(house.waiting()).toEqual(['vip', 'old', 'late']);
  });
});
