import { resolve } from 'node:path';
import { loadingFrom } from '@caruso/service-manager';
import { describe, expect, it } from 'vitest';
import { storageManager, storesOf } from './component.js';

describe('the file of a store', () => {
  const stores = { system: 'sqlite:./data/caruso.db', old: { url: 'sqlite:old.db', zone: 'Europe/Berlin' } };

  it('is meant from the file of the assembly while it is loaded, else from where the process was started', async () => {
    const loaded = await loadingFrom('/srv/company', async () => storesOf([storageManager({ stores })]));
    expect(loaded).toEqual({
      system: 'sqlite:/srv/company/data/caruso.db',
      old: { url: 'sqlite:/srv/company/old.db', zone: 'Europe/Berlin' },
    });
    expect(storesOf([storageManager({ stores })]).system).toBe(`sqlite:${resolve('data/caruso.db')}`);
  });

  it('stays where its address says it all', async () => {
    const others = {
      system: 'sqlite::memory:',
      whole: 'sqlite:/var/lib/a.db',
      slashes: 'sqlite:///var/lib/b.db',
      server: 'mariadb://reader@billing/cis',
    };
    expect(await loadingFrom('/srv/company', async () => storesOf([storageManager({ stores: others })]))).toEqual(
      others,
    );
  });
});
