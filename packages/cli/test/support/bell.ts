import { defineContract } from '@caruso/core';
import { ServiceControl } from '@caruso/service-manager/contract';

const { input, output } = ServiceControl.operations.resume;

/** What the services of the tests provide. */
export const Bell = defineContract('demo.bell', '1.0.0', { ring: { input, output, idempotent: true } });
