import { defineComponent, provide } from '@caruso/service-manager';
import { Metering } from './contract.js';
import { METERING_OPTIONS, type MeteringOptions, MeteringWrapper } from './metering-wrapper.js';

/** The metering system behind its contract. */
export const metering = (options: MeteringOptions) =>
  defineComponent({
    name: 'metering',
    provides: [provide(Metering, MeteringWrapper)],
    // Calls wait for files here, which costs little; a hundred orders that nobody answers are enough to know.
    concurrency: { atOnce: 100, waiting: 0 },
    // A replacement lets those that wait for their receipt have it.
    drain: { deadlineMs: 25_000 },
    configure: (container) => {
      container.bind(METERING_OPTIONS).toConstantValue(options);
    },
  });
