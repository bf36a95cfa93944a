import { defineContract } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ServiceErrors } from '../errors.js';
import { refuseBreakingMinor } from './refuse-breaking-minor.js';

const orders = (version: string, input: z.ZodType) =>
  defineContract('demo.orders', version, { create: { input, output: z.object({}) } });
const wide = (version: string) => orders(version, z.object({}));
const narrow = (version: string) => orders(version, z.object({ customer: z.string() }));

describe('refuseBreakingMinor', () => {
  it.each(['2.1.0', '2.1.1', '2.2.0', '2.3.0-rc.1'])('refuses a breaking %s after 2.1.0, by name', (version) => {
    const refuse = () => refuseBreakingMinor(wide('2.1.0'), narrow(version));
    expect(refuse).toThrow(
      `demo.orders ${version} would break those built against 2.1.0: create.input.customer is required now, and was not.`,
    );
    expect(refuse).toThrow(expect.toSatisfy(ServiceErrors.BreakingContract.is));
    expect(refuse).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        data: expect.objectContaining({
          contract: 'demo.orders',
          breaches: [expect.objectContaining({ operation: 'create', path: 'create.input.customer' })],
        }),
      }),
    );
  });

  it('lets a new major version break what it likes', () => {
    refuseBreakingMinor(wide('2.1.0'), narrow('3.0.0'));
    refuseBreakingMinor(narrow('3.0.0'), wide('2.1.0'));
  });

  it('lets an older version lack what the newer one has', () => {
    refuseBreakingMinor(wide('2.2.0'), narrow('2.1.9'));
    refuseBreakingMinor(wide('2.1.0'), narrow('2.1.0-rc.1'));
  });

  it('lets a minor version add what breaks nothing', () => {
    refuseBreakingMinor(narrow('2.1.0'), wide('2.2.0'));
  });
});
