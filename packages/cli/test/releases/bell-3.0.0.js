import { defineComponent, provide } from '@caruso/service-manager';
import { Bell } from '../support/bell.ts';

class CrackedBell {
  ring() {
    throw new Error('it has a crack');
  }
}

export default defineComponent({ name: 'bell', version: '3.0.0', provides: [provide(Bell, CrackedBell)] });
