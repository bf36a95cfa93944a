import { defineComponent, provide } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { BillingWrapper } from './billing-wrapper.js';
import { Billing } from './contract.js';

/** The billing system, whose tables lie in the store `billing`. */
export const billing = () =>
  defineComponent({ name: 'billing', provides: [provide(Billing, BillingWrapper)], requires: [Storage] });
