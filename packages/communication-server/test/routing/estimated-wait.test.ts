import { describe, expect, it } from 'vitest';
import { queueView } from '../../src/queue-view.js';
import { positionOf } from '../../src/routing/estimate.js';
import { House } from '../support/house.js';

describe('the estimated wait', () => {
  /** Two agents whose calls last 100 s, after which nobody is free. */
  const busy = (maxEstimate?: number) => {
    const queue = { id: 'q', overflow: { queue: 'spare' }, ...(maxEstimate === undefined ? {} : { maxEstimate }) };
    const house = new House({ queues: [queue, { id: 'spare' }], agents: [{ id: 'ada' }, { id: 'bob' }] });
    house.ready('ada', 'bob').call('a').serve('ada', 'a', 100).call('b').serve('bob', 'b', 100);
    return house.call('c').call('d').accept('ada').accept('bob');
  };
  const waitOf = (house: House, contact: string) => positionOf(house.state, house.state.contact(contact));

  it('follows from the place, the length of calls and the agents at work', () => {
    const house = busy().call('e').call('f');
    expect(waitOf(house, 'e')).toEqual({ position: 1, wait: 50 });
    expect(waitOf(house, 'f')).toEqual({ position: 2, wait: 100 });
    expect(waitOf(house, 'c')).toBeUndefined();
  });

  it('is shorter when customers are known to give up', () => {
    const house = busy().call('e').call('f').call('g');
    const before = waitOf(house, 'g')?.wait ?? 0;
    house.at(230).hangUp('f');
    expect(waitOf(house, 'g')).toMatchObject({ position: 2 });
    expect(waitOf(house, 'g')?.wait).toBeLessThan((before * 2) / 3);
  });

  it('is not known before the first call, and not while nobody works', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).call('a');
    expect(waitOf(house, 'a')).toEqual({ position: 1 });
    expect(waitOf(house.ready('ada').accept('ada').call('b'), 'b')).toEqual({ position: 1 });
  });

  it('is stored when a contact joins, and compared with the wait there was', () => {
    const house = busy().call('e').call('f').call('g');
    expect(house.all('contact-queued').map(({ contact, wait }) => [contact, wait])).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 0],
      ['d', 0],
      ['e', 50],
      ['f', 100],
      ['g', 150],
    ]);
    house.at(260).hangUp('c').finish('ada', 'c').accept('ada').at(270).hangUp('g');
    const estimates = () => queueView(house.state, house.state.queueRecord('q'), 0).estimates;
    expect(estimates()).toMatchObject({ errorMs: expect.closeTo(-10_000, 3), near: 1, gaveUp: 1, gaveUpLater: 0 });
    house.at(400).hangUp('f');
    expect(estimates()).toMatchObject({ gaveUp: expect.closeTo(2, 1), gaveUpLater: 1 });
  });

  it('is compared for nobody who was to be answered at once, and was', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).ready('ada').call('a').serve('ada', 'a');
    house.call('b').at(12).accept('ada');
    expect(queueView(house.state, house.state.queueRecord('q'), 12_000).estimates).toBeUndefined();
  });

  it('sends contacts elsewhere that would wait too long', () => {
    const house = busy(60).call('e').call('f');
    expect([house.waiting('q'), house.waiting('spare')]).toEqual([['e'], ['f']]);
    expect(house.all('contact-refused')).toMatchObject([{ contact: 'f', because: 'estimate' }]);
  });
});
