import { CarusoError } from '@caruso/core';
import { defineAssembly, type RunningAssembly, ServiceErrors, silentLog, startAssembly } from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppointmentServer } from '../legacy/appointment-server.js';
import { appointments } from '../src/soap/component.js';
import { Appointments } from '../src/soap/contract.js';

/** How long something may take on a busy machine before a test calls it missing. */
const PATIENCE = 20_000;

let legacy: AppointmentServer;
let running: RunningAssembly;

const at = ({ url }: AppointmentServer) => appointments({ url, namespace: 'urn:terminplan:v1', zone: 'Europe/Berlin' });
const free = () => running.get(Appointments).free({ postalCode: '80331', from: '2026-12-01', work: 'exchange' });

beforeEach(async () => {
  legacy = await new AppointmentServer().open();
  running = await startAssembly(defineAssembly({ company: 'demo', components: [at(legacy)] }), { log: silentLog });
});
afterEach(async () => {
  await running.stop();
  await legacy.close();
});

describe('the appointment wrapper under load', () => {
  it('is replaced without losing a call when the system moves to another server', async () => {
    const moved = await new AppointmentServer().open();
    let calling = true;
    let answered = 0;
    const callers = Array.from({ length: 20 }, async () => {
      for (; calling; answered += 1) await free();
    });
    await vi.waitFor(() => expect(answered).toBeGreaterThan(50), PATIENCE);

    const receipt = await running.services.replace('appointments', { ...at(moved), version: '1.0.1' });

    expect(receipt).toMatchObject({ from: '1.0.0', to: '1.0.1', aborted: 0, lost: 0 });
    const before = answered;
    await vi.waitFor(() => expect(answered).toBeGreaterThan(before + 50), PATIENCE);
    calling = false;
    await Promise.all(callers); // not one of them has failed
    expect(moved.requests.length).toBeGreaterThan(50);
    await legacy.close();
    legacy = moved;
  });

  it('stays when the system at the new address does not answer its ping', async () => {
    const away = await new AppointmentServer().open();
    const nowhere = { ...at(away), version: '1.0.1' };
    await away.close();
    await expect(running.services.replace('appointments', nowhere)).rejects.toSatisfy(ServiceErrors.ReplaceFailed.is);
    expect((await free()).slots).toHaveLength(3);
  });

  it('sends the system no more than eight calls at once; the others wait in their order', async () => {
    const held: (() => void)[] = [];
    legacy.instead = ({ response, body }) => {
      held.push(() => response.writeHead(200, { 'content-type': 'text/xml' }).end(body));
    };
    const calls = Array.from({ length: 12 }, free);
    await vi.waitFor(() => expect(held).toHaveLength(8), PATIENCE);
    expect(legacy.requests).toHaveLength(8);
    legacy.instead = undefined;
    for (const answer of held) answer();
    expect(await Promise.all(calls)).toHaveLength(12);
    expect(legacy.requests).toHaveLength(12);
  });

  it('refuses calls at once after ten failures, and tries again later', async () => {
    legacy.instead = ({ response }) => response.destroy();
    const outcomes: string[] = [];
    for (let call = 0; call < 12; call += 1) {
      await free().catch((thrown: unknown) => outcomes.push(CarusoError.is(thrown) ? thrown.name : String(thrown)));
    }
    expect(outcomes).toEqual([...Array(10).fill('Unreachable'), 'CircuitOpen', 'CircuitOpen']);
    expect(legacy.requests).toHaveLength(10);
  });
});
