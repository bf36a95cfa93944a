import { upperLimit } from '@caruso/core';
import { CAP, impactDialing, progressive, viciAdaptive } from './dialler/peers.js';
import { predictive } from './dialler/predictive.js';
import { type Day, play, type World } from './dialler/world.js';
import type { Comparison } from './harness.js';

/**
 * A day of 180 agents who call in virtual time, 8 hours, while the share of calls that are answered drifts around 0.1, 0.3
 * and 0.5: minutes of talk per agent and hour, and the share of answered calls that were dropped. Ours is above peers
 * that keep to the cap, and above those that do not.
 */
export const name = 'dialler';

const HOUR = 3_600_000;
const AGENTS = 180;

export async function run(): Promise<readonly Comparison[]> {
  return [0.1, 0.3, 0.5].flatMap((share) => {
    const world: World = { agents: AGENTS, hours: 8, answerShare: drifting(share), seed: 20_260_106 };
    const ours = play(world, predictive());
    const peers = [progressive(), viciAdaptive('hard'), viciAdaptive('average'), impactDialing()];
    return [capRow(share, ours), ...peers.map((pacer) => talkRow(share, ours, pacer.name, play(world, pacer)))];
  });
}

/** Waves of four hours, and a worse afternoon. */
function drifting(share: number): (at: number) => number {
  return (at) => {
    const wave = 1 + 0.25 * Math.sin((2 * Math.PI * at) / (4 * HOUR));
    return share * wave * (at > 3.5 * HOUR && at < 6 * HOUR ? 0.85 : 1);
  };
}

function capRow(share: number, day: Day): Comparison {
  const limit = limitOf(day);
  return {
    case: `95 % upper limit of the dropped share, answers around ${share} (dropped ${percent(dropShare(day))})`,
    unit: 'share',
    ours: limit,
    peer: CAP,
    peerName: 'cap',
    ratio: limit / CAP,
    bar: 1,
    ok: limit <= CAP,
    oursSpread: 0,
    peerSpread: 0,
  };
}

function talkRow(share: number, ours: Day, peerName: string, peer: Day): Comparison {
  const ratio = ours.talkMinutesPerAgentHour / peer.talkMinutesPerAgentHour;
  return {
    case: `talk, answers around ${share}`,
    unit: 'min/h',
    ours: ours.talkMinutesPerAgentHour,
    peer: peer.talkMinutesPerAgentHour,
    peerName: `${peerName} (dropped ${percent(dropShare(peer))}, at most ${percent(limitOf(peer))})`,
    ratio,
    bar: 1,
    ok: ratio >= 1,
    oursSpread: 0,
    peerSpread: 0,
  };
}

const dropShare = ({ connected, dropped }: Day) => dropped / (connected + dropped);
const limitOf = ({ connected, dropped }: Day) => upperLimit(dropped, connected + dropped);
const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
