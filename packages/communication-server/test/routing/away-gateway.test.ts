import { describe, expect, it } from 'vitest';
import { ContactCentreState } from '../../src/state/contact-centre-state.js';
import { restoreState, snapshotOf } from '../../src/state/snapshot.js';
import { House } from '../support/house.js';

const stands = (house: House, isThere: boolean) => house.do({ type: 'note-gateway', gateway: 'test', isThere });

describe('a contact whose telephone system is away', () => {
  it('is offered to nobody, and in the old order when it is back', () => {
    const house = new House({ agents: [{ id: 'ada' }, { id: 'bob' }] }).call('a').call('b');
    stands(house, false);
    expect(house.ready('ada', 'bob').call('c').offers).toEqual([]);
    expect(house.waiting()).toEqual(['a', 'b', 'c']);
    stands(house, true);
    expect(house.offers).toEqual(['a>ada', 'b>bob']);
    expect(stands(house, true)).toEqual([]);
  });

  it('that rings is not missed by its agent, who has longer to answer', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).ready('ada').call('a').at(10);
    stands(house, false);
    house.at(35);
    expect(house.all('offer-extended').map(({ deadline }) => deadline / 1_000)).toEqual([30, 40]);
    stands(house, true);
    expect(house.accept('ada').state.agent('ada').state).toBe('busy');
  });

  it('rings anew for its whole time when the telephone system is back, however little was left', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).ready('ada').call('a').at(10);
    stands(house, false);
    house.at(19);
    stands(house, true);
    house.at(38.9);
    expect(house.rung).toEqual({ a: ['ada'] });
    house.at(39);
    expect(house.all('offer-timed-out').map(({ at }) => at)).toEqual([39_000]);
  });

  it('is taken back from its agent after a minute, who stays ready', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).ready('ada').call('a').at(10);
    stands(house, false);
    house.at(200);
    expect([house.all('offer-timed-out'), house.all('offer-withdrawn').map(({ at }) => at)]).toEqual([[], [70_000]]);
    expect(house.state.agent('ada').state).toBe('ready');
    stands(house, true);
    expect(house.rung).toEqual({ a: ['ada'] });
  });

  it('is out of distribution after a restart, too', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).call('a');
    stands(house, false);
    const restored = restoreState(house.state.configuration, snapshotOf(house.state));
    expect(restored).toBeInstanceOf(ContactCentreState);
    expect([restored.contact('a').line, restored.gatewaysAway.size]).toEqual([undefined, 1]);
  });
});
