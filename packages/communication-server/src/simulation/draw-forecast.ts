import { arrivalTimes } from './arrival-times.js';
import { draw } from './distribution.js';
import type { Arrival, Streams } from './drawn-contact.js';
import type { Demand } from './simulated-centre.js';

/** The contacts that are forecast for a queue, in the order of time. Each is drawn whole, so that it is the same whoever answers it. */
export function* drawForecast(
  { queue, arrivals, handling, patience, wrapUp }: Demand,
  streams: Streams,
): Generator<Arrival> {
  const [talks, waits, wrapUps] = [streams('handling'), streams('patience'), streams('wrap-up')];
  for (const at of arrivalTimes(arrivals, streams('arrivals'))) {
    yield {
      ...{ at, queue },
      handling: draw(handling, talks),
      wrapUp: wrapUp ? draw(wrapUp, wrapUps) : 0,
      patience: patience ? draw(patience, waits) : Number.POSITIVE_INFINITY,
    };
  }
}
