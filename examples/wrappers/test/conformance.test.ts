import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@caruso/core';
import { verify } from '@caruso/service-manager';
import { expect, it } from 'vitest';
import { AppointmentServer } from '../legacy/appointment-server.js';
import { MeteringSystem } from '../legacy/metering-system.js';
import { Metering } from '../src/csv-drop/contract.js';
import { MeteringErrors } from '../src/csv-drop/errors.js';
import { MeteringWrapper } from '../src/csv-drop/metering-wrapper.js';
import { AppointmentsWrapper } from '../src/soap/appointments-wrapper.js';
import { Appointments } from '../src/soap/contract.js';
import { AppointmentErrors } from '../src/soap/errors.js';

it('the appointment wrapper keeps its contract', async () => {
  const legacy = await new AppointmentServer().open();
  const options = { url: legacy.url, namespace: legacy.namespace, zone: 'Europe/Berlin' };
  const booking = { slot: 'S202612011', customer: '4711', idempotencyKey: 'verify' };

  const report = await verify(Appointments, () => new AppointmentsWrapper(options, systemClock), {
    free: { postalCode: '80331', from: '2026-12-01', work: 'exchange' },
    book: [booking, { input: { ...booking, slot: 'X', idempotencyKey: 'x' }, fails: AppointmentErrors.UnknownSlot }],
    find: async (service) => ({ appointment: (await service.book(booking)).appointment }),
    cancel: [
      async (service) => ({ appointment: (await service.book(booking)).appointment }),
      { input: { appointment: 'X' }, fails: AppointmentErrors.UnknownAppointment },
    ],
  });

  expect(String(report)).toContain('The service conforms to appointments 1.0.0');
  await legacy.close();
});

it('the metering wrapper keeps its contract', async () => {
  const home = mkdtempSync(join(tmpdir(), 'conformance-'));
  const folders = { out: join(home, 'out'), in: join(home, 'in'), handedOver: join(home, 'handed-over') };
  const legacy = new MeteringSystem(folders.out, folders.in).open();
  legacy.writePrices('20261130');
  const order = {
    meter: 'E1',
    customer: '4711',
    on: '2026-12-01',
    work: 'exchange',
    idempotencyKey: 'verify',
  } as const;

  const report = await verify(Metering, () => new MeteringWrapper(folders, systemClock), {
    order: [order, { input: { ...order, meter: 'X1', idempotencyKey: 'x' }, fails: MeteringErrors.UnknownMeter }],
    prices: [{}, { group: 'Wasser' }],
  });

  expect(String(report)).toContain('The service conforms to metering 1.0.0');
  legacy.close();
  rmSync(home, { recursive: true });
});
