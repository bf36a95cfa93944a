import { defineEvent } from '@caruso/core';
import { z } from 'zod';

export const Paid = defineEvent('billing.invoice-paid', '1.2.0', z.object({ invoice: z.string() }));
