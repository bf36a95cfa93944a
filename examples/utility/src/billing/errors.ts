import { defineErrors, error } from '@caruso/core';

/** What the billing system refuses (`CRS-BIL-…`). */
export const BillingErrors = defineErrors('BIL', {
  UnknownMeter: error(1, 'not-found', ({ meter }: { meter: string }) => `The billing system has no meter "${meter}".`),
  ReadingTooLow: error(
    2,
    'invalid',
    ({ meter, value, last }: { meter: string; value: number; last: number }) =>
      `Meter ${meter} showed ${last} before; a reading of ${value} would be a step back.`,
  ),
  UnknownCustomer: error(
    3,
    'not-found',
    ({ customer }: { customer: string }) => `The billing system has no customer "${customer}".`,
  ),
});
