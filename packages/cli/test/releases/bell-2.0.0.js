import { defineComponent, provide } from '@caruso/service-manager';
import { Bell } from '../support/bell.ts';

class LoudBell {
  ring() {
    return {};
  }
}

export default defineComponent({ name: 'bell', version: '2.0.0', provides: [provide(Bell, LoudBell)] });
