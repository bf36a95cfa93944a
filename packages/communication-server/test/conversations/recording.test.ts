import { describe, expect, it } from 'vitest';
import { ContactCentreEvent } from '../../src/contract.js';
import { apply } from '../../src/state/apply.js';
import { talking } from '../support/talking.js';

/** Ada talks to a customer, and the talk is recorded. */
function recorded() {
  const talk = talking();
  const { house } = talk;
  const record = () => house.do({ type: 'record', contact: 'a', recording: 'r1', consent: 'customer', by: 'ada' });
  record();
  return {
    ...talk,
    record,
    asks: (step: string | undefined, dialog = 'd1') =>
      house.do({ type: 'note-private-question', contact: 'a', dialog, step }),
    byHand: (type: 'pause-recording' | 'resume-recording' | 'stop-recording') =>
      house.do({ type, contact: 'a', by: 'ada' }),
    paused: () => talk.contact().recording?.paused,
    /** What was said of the recording, with its reasons. */
    said: () =>
      house.log.flatMap((event) =>
        event.type.startsWith('recording') ? [{ type: event.type, ...('because' in event ? event : {}) }] : [],
      ),
  };
}

describe('a recording', () => {
  it('is paused while the dialog of the contact asks a private question, and says why', () => {
    const { asks, paused, said } = recorded();
    asks('s3');
    expect(paused()).toEqual(['private-question']);
    asks(undefined);
    expect(paused()).toEqual([]);
    expect(said()).toMatchObject([
      { type: 'recording-started' },
      { type: 'recording-paused', because: ['private-question'] },
      { type: 'recording-resumed' },
    ]);
  });

  it('says who has noted the consent, and when, and who has paused it, gone on with it and ended it', () => {
    const { house, contact } = talking();
    house.at(90).do({ type: 'record', contact: 'a', recording: 'r1', consent: 'customer', by: 'ada' });
    expect(house.log.at(-1)).toMatchObject({ type: 'recording-started', consent: 'customer', by: 'ada', at: 90_000 });
    expect(contact().recording).toMatchObject({ consent: 'customer', by: 'ada', startedAt: 90_000 });
    for (const type of ['pause-recording', 'resume-recording', 'stop-recording'] as const) {
      house.do({ type, contact: 'a', by: 'cleo' });
      expect(house.log.at(-1)).toMatchObject({ by: 'cleo' });
    }
  });

  it('is ended by an agent while the talk goes on, and needs consent to begin again', () => {
    const { house, byHand, contact } = recorded();
    byHand('stop-recording');
    expect(contact()).toMatchObject({ state: 'connected', recording: undefined });
    expect(byHand('stop-recording')).toEqual([]);
    expect(() => house.do({ type: 'record', contact: 'a', recording: 'r2', by: 'ada' })).toThrow('unless the customer');
    house.do({ type: 'record', contact: 'a', recording: 'r2', consent: 'customer', by: 'ada' });
    expect(contact().recording).toMatchObject({ id: 'r2' });
  });

  it('that is over is known until the contact is, for a telephone system that could not be told', () => {
    const { house, byHand, contact, does } = recorded();
    byHand('stop-recording');
    house.do({ type: 'record', contact: 'a', recording: 'r2', consent: 'customer', by: 'ada' });
    does('hang-up');
    expect(contact().stoppedRecordings).toEqual(['r1', 'r2']);
    house.do({ type: 'finish-wrap-up', agent: 'ada', contact: 'a', note: '' });
    expect(contact().stoppedRecordings).toEqual([]);
  });

  it('names nobody for what follows by itself', () => {
    const { house, asks } = recorded();
    asks('s3');
    asks(undefined);
    house.hangUp('a');
    for (const type of ['recording-paused', 'recording-resumed', 'recording-stopped'] as const)
      expect(house.all(type)).toEqual([expect.not.objectContaining({ by: expect.anything() })]);
  });

  it('is paused while the customer is on hold, whatever the agents say meanwhile', () => {
    const { house, does, consult, answer, paused } = recorded();
    does('hold');
    expect(paused()).toEqual(['hold']);
    does('retrieve');
    expect(paused()).toEqual([]);
    consult();
    answer();
    expect(paused()).toEqual(['hold']);
    does('join-conference');
    expect(paused()).toEqual([]);
    expect(house.all('recording-paused').map(({ because }) => because)).toEqual([['hold'], ['hold']]);
  });

  it('goes on with the colleague to whom the customer is given after a consultation', () => {
    const { does, consult, answer, paused } = recorded();
    consult();
    answer();
    does('complete-transfer');
    expect(paused()).toEqual([]);
  });

  it('stays paused on hold when an agent goes on with it, and goes on after the hold', () => {
    const { does, byHand, paused } = recorded();
    byHand('pause-recording');
    does('hold');
    byHand('resume-recording');
    expect(paused()).toEqual(['hold']);
    does('retrieve');
    expect(paused()).toEqual([]);
  });

  it('that somebody has paused stays so when the hold ends', () => {
    const { does, byHand, paused } = recorded();
    does('hold');
    byHand('pause-recording');
    does('retrieve');
    expect(paused()).toEqual(['by-hand']);
  });

  it('begins paused when a private question is asked already', () => {
    const { house, paused, record } = recorded();
    house.do({ type: 'stop-recording', contact: 'a', by: 'ada' });
    house.do({ type: 'note-private-question', contact: 'a', dialog: 'd1', step: 's3' });
    record();
    expect(paused()).toEqual(['private-question']);
  });

  it('that somebody has paused stays so when the private question is left', () => {
    const { asks, byHand, paused, said } = recorded();
    byHand('pause-recording');
    asks('s3');
    expect(paused()).toEqual(['by-hand', 'private-question']);
    asks(undefined);
    expect(paused()).toEqual(['by-hand']);
    byHand('resume-recording');
    expect(said().map(({ type }) => type)).toEqual([
      'recording-started',
      'recording-paused',
      'recording-paused',
      'recording-paused',
      'recording-resumed',
    ]);
  });

  it('that was paused again at a private question stays so, too', () => {
    const { asks, byHand, paused } = recorded();
    asks('s3');
    byHand('pause-recording');
    asks(undefined);
    expect(paused()).toEqual(['by-hand']);
  });

  it('stays paused while the private question is asked again, and for the next one', () => {
    const { house, asks, paused } = recorded();
    asks('s3');
    asks('s4');
    expect(paused()).toEqual(['private-question']);
    expect(house.all('recording-paused')).toHaveLength(1);
  });

  it('goes on when the desktop is told late of a question that was left', () => {
    const { asks, paused } = recorded();
    asks('s3');
    asks(undefined);
    asks('s3');
    expect(paused()).toEqual([]);
  });

  it('stays paused when the desktop is lost, until somebody goes on with it or the question is left', () => {
    const { house, asks, byHand, paused } = recorded();
    asks('s3');
    house.do({ type: 'lose-connection', agent: 'ada' });
    expect(paused()).toEqual(['private-question']);
    byHand('resume-recording');
    expect(paused()).toEqual([]);
    asks('s3');
    expect(paused()).toEqual([]);
    asks('s4');
    expect(paused()).toEqual(['private-question']);
  });

  it('goes on when the agent moves on to another dialog, and the one before has no say any more', () => {
    const { house, asks, paused } = recorded();
    asks('s3');
    house.do({ type: 'annotate', contact: 'a', dialog: 'd2' });
    expect(paused()).toEqual([]);
    asks('s1', 'd2');
    asks(undefined, 'd1');
    expect(paused()).toEqual(['private-question']);
  });

  it('stays paused for the colleague to whom the customer is given at a private question', () => {
    const { does, consult, answer, asks, paused, contact } = recorded();
    asks('s3');
    consult();
    answer();
    does('complete-transfer');
    expect(contact().agent).toBe('bob');
    expect(paused()).toEqual(['private-question']);
  });

  it('of the next conversation has nothing to do with what was asked in this one', () => {
    const { house, asks, paused, record } = recorded();
    asks('s3');
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { queue: 'sales' } });
    house.accept('bob');
    record();
    expect(paused()).toEqual([]);
  });

  it('is over while a script leads the customer, who may key in card data there', () => {
    const { house, contact, record } = recorded();
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { script: 'payment' } });
    expect(contact().recording).toBeUndefined();
    expect(record).toThrow('only while it is connected');
  });

  it('is not concerned by dialogs of contacts that are not spoken, or not there', () => {
    const { house } = recorded();
    house.call('w', 'q', {}, 'w', 'web').accept('bob');
    for (const contact of ['w', 'unknown'])
      expect(house.do({ type: 'note-private-question', contact, dialog: 'd', step: 's1' })).toEqual([]);
  });

  it('whose pause says no reason, as in logs of former times, was paused by hand', () => {
    const { house, byHand, paused } = recorded();
    const old = { type: 'recording-paused', contact: 'a', recording: 'r1', number: house.state.number + 1, at: 0 };
    apply(house.state, ContactCentreEvent.parse(old));
    expect(paused()).toEqual(['by-hand']);
    byHand('resume-recording');
    expect(paused()).toEqual([]);
  });
});
