import type { ContactCentreEvent } from '../../contract.js';
import { present } from '../../present.js';
import type { PayloadOf } from '../../state/records.js';
import type { DncList } from '../list/do-not-call.js';

/** The types of events about numbers that nobody calls. */
export type DncEventType = 'dnc-added' | 'dnc-register-read' | 'dnc-removed';

export function applyToDncList(list: DncList, event: ContactCentreEvent & PayloadOf<DncEventType>): void {
  const { scope, source } = event;
  switch (event.type) {
    case 'dnc-added':
      list.add({ number: event.phone, source: event.source, scope, ...present({ until: event.until }) });
      break;
    case 'dnc-register-read':
      for (const number of event.phones)
        list.add({ number, source: event.source, scope, ...present({ until: event.until }) });
      break;
    case 'dnc-removed':
      list.remove(event.phone, scope, source);
      break;
  }
}
