import type { Service } from '@caruso/core';
import { defineComponent } from '../../../../src/assembly/define-component.js';
import { provide } from '../../../../src/assembly/provision.js';
import { Bell } from '../worker-contracts.js';

/** What makes this module heavy. */
const ballast = Array.from({ length: 100_000 }, (_, index) => ({ index, name: `item ${index}` }));

class HeavyBell implements Service<typeof Bell> {
  async ring({ times }: { times: number }) {
    await new Promise((resolve) => setImmediate(resolve));
    return { text: `${times} of ${ballast.length}` };
  }
}

export default (version: string) => defineComponent({ name: 'bell', version, provides: [provide(Bell, HeavyBell)] });
