import { queueOf, streamOf } from '../stationary.js';
import {
  delaySystem,
  type GroundTruth,
  impatientSystem,
  lossSystem,
  prioritySystem,
  size,
  wrapUpSystem,
} from './ground-truth.js';

const impatient = (
  system: Parameters<typeof impatientSystem>[0],
  [waitShare, abandonment, wait, speedOfAnswer, serviceLevel, levelB, levelC, gone]: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ],
  contacts: Parameters<typeof impatientSystem>[2],
) =>
  impatientSystem(
    system,
    {
      waitShare,
      abandonment,
      wait,
      speedOfAnswer,
      serviceLevel,
      serviceLevelWithoutShortAbandons: levelB,
      serviceLevelOfAnswered: levelC,
      gone,
    },
    contacts,
  );

/** Systems of queueing theory, with the exact values of their figures to six digits. */
export const designRows: readonly GroundTruth[] = [
  ...(['exponential', 'fixed'] as const).flatMap((law) => [
    lossSystem(1, 1, 0.5, law, size(10_000, 2_000, 400_000)),
    lossSystem(10, 5, 0.018385, law, size(10_000, 2_000, 800_000)),
    lossSystem(30, 25, 0.052603, law, size(10_000, 2_000, 500_000)),
    lossSystem(180, 170, 0.028158, law, size(10_000, 2_000, 1_600_000)),
  ]),
  delaySystem([4, 40, 180], [0.173913, 15.652174, 0.860741], size(20_000, 2_000, 600_000)),
  delaySystem([10, 100, 240], [0.174582, 12.569899, 0.86776], size(20_000, 2_000, 1_000_000)),
  delaySystem([30, 540, 180], [0.471408, 28.284502, 0.662221], size(30_000, 5_000, 1_800_000)),
  delaySystem([180, 3_400, 180], [0.342764, 6.169746, 0.887165], size(160_000, 20_000, 14_000_000)),
  impatient(
    [4, 80, 180, 180],
    [0.56653, 0.195367, 35.166027, 30.378183, 0.515014, 0.545054, 0.640061, 0.570128],
    size(10_000, 2_000, 500_000),
  ),
  impatient(
    [10, 240, 180, 120],
    [0.699536, 0.224884, 26.986118, 25.52574, 0.443759, 0.490881, 0.572507, 0.539754],
    size(10_000, 2_000, 1_000_000),
  ),
  impatient(
    [50, 2_880, 60, 120],
    [0.467774, 0.030912, 3.70947, 3.6159, 0.943019, 0.97203, 0.9731, 0.972864],
    size(20_000, 2_000, 1_200_000),
  ),
  impatient(
    [180, 3_600, 180, 180],
    [0.509912, 0.029722, 5.349895, 5.256359, 0.905321, 0.930864, 0.933053, 0.932761],
    size(20_000, 2_000, 1_500_000),
  ),
  prioritySystem(10, [60, 100, 180], [10.521775, 52.608877], size(20_000, 2_000, 1_200_000)),
  {
    name: 'skills: 3 agents for the first class, 3 for the second before the first',
    queues: [queueOf('first', { strategy: 'ranked' }), queueOf('second')],
    teams: [
      { id: 'one', agents: 3, queues: ['first'] },
      {
        id: 'both',
        agents: 3,
        queues: [
          { queue: 'second', priority: 1 },
          { queue: 'first', priority: 2, penalty: 1 },
        ],
      },
    ],
    demand: [streamOf('first', 60, 180, { patience: 120 }), streamOf('second', 40, 180, { patience: 120 })],
    ...size(20_000, 2_000, 600_000),
    exact: {
      first: { waitShare: 0.282082, abandonment: 0.092028, wait: 11.043358 },
      second: { waitShare: 0.515262, abandonment: 0.21282, wait: 25.538416 },
    },
    occupancy: { one: 0.695814, both: 0.736945 },
  },
  wrapUpSystem([12, 150, 60], 370, size(20_000, 2_000, 900_000)),
];
