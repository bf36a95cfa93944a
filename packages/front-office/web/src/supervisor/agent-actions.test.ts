import { describe, expect, it } from 'vitest';
import type { Monitor } from '../../../src/api-types.js';
import { actionsWith, heardBy } from './agent-actions.js';

type Agent = Monitor['agents'][number];
const talk = (channel: string, supervisors: Agent['talks'][number]['supervisors'] = []) => ({
  ...{ contact: channel, channel, from: '+4930', since: 0, supervisors },
});
const agent = (state: Agent['state'], part: Partial<Agent> = {}): Agent => ({
  ...{ agent: 'ada', name: 'Ada', state, since: 0, talks: [], ...part },
});
const reasons = [
  { id: 'break', label: 'Break' },
  { id: 'training', label: 'Training' },
];
const possible = (of: Agent, hears = false, telephone: string | undefined = 'desk') =>
  actionsWith(of, { hears, telephone, reasons }).map((action) =>
    action.kind === 'supervise' ? action.mode : action.kind === 'not-ready' ? action.reason : action.kind,
  );

describe('what a supervisor can do with an agent', () => {
  it('is, while the agent is free, to send him into a break or to end his shift', () => {
    expect(possible(agent('ready'))).toEqual(['break', 'training', 'log-out']);
    expect(possible(agent('not-ready', { reason: 'break' }))).toEqual(['ready', 'training', 'log-out']);
    expect(possible(agent('reserved'))).toEqual(['log-out']);
  });

  it('is, during a call, to hear it, and to let a break follow or not', () => {
    const busy = agent('busy', { talks: [talk('voice')] });
    expect(possible(busy)).toEqual(['listen', 'whisper', 'barge', 'break', 'training']);
    expect(possible({ ...busy, next: 'break' })).toEqual(['listen', 'whisper', 'barge', 'ready', 'training']);
    expect(possible(agent('wrap-up'))).toEqual(['break', 'training']);
  });

  it('is to hear nothing that is written, nor a second conversation, nor his own', () => {
    expect(possible(agent('busy', { talks: [talk('chat')] }))).toEqual(['break', 'training']);
    const busy = agent('busy', { talks: [talk('voice')] });
    expect(possible(busy, true)).toEqual(['break', 'training']);
    expect(possible(busy, false, 'ada')).toEqual(['break', 'training']);
  });
});

describe('the conversation that a telephone hears', () => {
  const heard = agent('busy', {
    talks: [talk('chat'), talk('voice', [{ supervisor: 'desk', name: 'Sam', mode: 'listen' }])],
  });

  it('is the one that it supervises', () => {
    expect(heardBy([agent('ready'), heard], 'desk')).toMatchObject({
      agent: { agent: 'ada' },
      talk: { contact: 'voice' },
    });
  });

  it('is none of others, and none without a telephone', () => {
    expect(heardBy([heard], 'other')).toBeUndefined();
    expect(heardBy([heard], undefined)).toBeUndefined();
  });
});
