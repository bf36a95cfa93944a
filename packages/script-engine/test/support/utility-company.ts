import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Service } from '@caruso/core';
import { type Component, defineComponent, type Log, provide, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { scriptEngine } from '../../src/component.js';
import { ada, area, Crm, Erp, Grid } from './utility-services.js';

const scripts = fileURLToPath(new URL('../scripts', import.meta.url));

/** How the ERP system of the test company behaves. */
export interface ErpBehaviour {
  /** Called before an effect is noted; throwing makes the operation fail, waiting makes it slow. */
  readonly before?: (operation: string, input: unknown) => void | Promise<void>;
  /** Called when the effect has been noted, before the result goes back. */
  readonly after?: (operation: string) => void | Promise<void>;
  /** Notes what took effect: a file when it must outlive the process. */
  readonly note: (operation: string, input: object) => void;
}

/** Notes effects as lines of JSON in a file. */
export const noteIn = (file: string) => (operation: string, input: object) =>
  appendFileSync(file, `${JSON.stringify({ operation, ...input })}\n`);

function erp({ before, after, note }: ErpBehaviour): Component {
  const act = async <T>(operation: string, input: object, result: T): Promise<T> => {
    await before?.(operation, input);
    note(operation, input);
    await after?.(operation);
    return result;
  };
  class ErpService implements Service<typeof Erp> {
    storeReading = (input: object) => act('storeReading', input, { booked: true });
    cancelReading = (input: object) => act('cancelReading', input, {});
    moveContract = (input: object) => act('moveContract', input, { id: 'o-1' });
    cancelMove = (input: object) => act('cancelMove', input, {});
  }
  return defineComponent({ name: 'erp', provides: [provide(Erp, ErpService)] });
}

class CrmService implements Service<typeof Crm> {
  customer() {
    return ada;
  }
}

class GridService implements Service<typeof Grid> {
  areaOf() {
    return area;
  }
}

/** A small company whose dialogs are kept in a SQLite file. */
export function startUtility(database: string, behaviour: ErpBehaviour, folder = scripts, log: Log = silentLog) {
  const components = [
    storageManager({ stores: { system: `sqlite:${database}` } }),
    defineComponent({ name: 'crm', provides: [provide(Crm, CrmService), provide(Grid, GridService)] }),
    erp(behaviour),
    scriptEngine({ scripts: folder, defaultCountry: 'DE', zone: 'Europe/Berlin', studio: {} }),
  ];
  return startAssembly({ company: 'utility', components }, { log });
}
