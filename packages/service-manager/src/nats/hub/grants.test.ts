import { describe, expect, it } from 'vitest';
import { ServiceErrors } from '../../errors.js';
import { Grants } from './grants.js';
import { hubPermissions, natsPermissions } from './nats-permissions.js';

describe('grants', () => {
  it('let everybody do everything when there are none', () => {
    const grants = new Grants(undefined);
    expect(grants.mayCall('anyone', 'demo.names')).toBe(true);
    expect(grants.mayProvide('anyone', 'demo.names')).toBe(true);
    expect(grants.mayOperate('anyone', ['demo.names'])).toBe(true);
    expect(grants.callable('anyone')).toBeUndefined();
  });

  it('let a user do what is named, and others nothing', () => {
    const grants = new Grants({ ann: { call: ['demo.names'], operate: ['*'] } });
    expect(grants.mayCall('ann', 'demo.names')).toBe(true);
    expect(grants.mayCall('ann', 'demo.names2')).toBe(false);
    expect(grants.mayProvide('ann', 'demo.names')).toBe(false);
    expect(grants.mayOperate('ann', ['demo.names', 'demo.other'])).toBe(true);
    expect(grants.mayCall('bob', 'demo.names')).toBe(false);
    expect(grants.mayCall('toString', 'demo.names')).toBe(false);
    expect(grants.callable('bob')).toEqual([]);
  });

  it('refuse what is no name of a contract', () => {
    for (const pattern of ['demo.*', '>', 'demo.>', 'demo names', '', 'demo..names']) {
      expect(() => new Grants({ ann: { call: [pattern] } })).toThrow(ServiceErrors.BadGrant);
      expect(() => natsPermissions('acme', { ann: { provide: [pattern] } })).toThrow(ServiceErrors.BadGrant);
    }
  });
});

describe('the permissions for the NATS server', () => {
  it('bind a user to its contracts, and to the subjects of its own processes', () => {
    const { ann } = natsPermissions('acme', { ann: { call: ['demo.names'] } });
    expect(ann).toEqual({
      publish: {
        allow: [
          'caruso.acme.call.demo_names.>',
          'caruso.acme.group.demo_names.>',
          'caruso.acme.hub.ann.>',
          'caruso.acme.control.>',
        ],
      },
      subscribe: {
        allow: ['caruso.acme.reply.ann.>', 'caruso.acme.inbox.ann.>', 'caruso.acme.changes.ann', 'caruso.acme.hello'],
      },
    });
  });

  it('let a provider receive the calls of its own processes and answer them', () => {
    const { sap } = natsPermissions('acme', { sap: { provide: ['erp.orders'] } });
    expect(sap?.subscribe.allow).toContain('caruso.acme.call.*.*.sap.*.*');
    expect(sap?.subscribe.allow).toContain('caruso.acme.group.erp_orders.>');
    expect(sap?.publish.allow).toContain('caruso.acme.reply.>');
    expect(sap?.allow_responses).toBe(true);
  });

  it('give the hub the whole company, and nothing of others', () => {
    expect(hubPermissions('acme').publish.allow).toEqual(['caruso.acme.>', '$SRV.>']);
  });
});
