import type { LocalServiceManager } from '../../manager/local-service-manager.js';
import type { Operated, Operation } from './protocol.js';

/** Does to a service of this process what an operator has asked for elsewhere. */
export async function operate(manager: LocalServiceManager, id: string, operation: Operation): Promise<Operated> {
  switch (operation.action) {
    case 'drain':
      return { drained: await manager.drain(id) };
    case 'maintain':
      await manager.maintain(id, operation.reason);
      return {};
    case 'resume':
      await manager.resume(id);
      return {};
  }
}
