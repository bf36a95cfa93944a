import type { ServerResponse } from 'node:http';
import { type Clock, VirtualClock } from '@caruso/core';
import { defineAssembly, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppointmentServer, envelope, faultOf } from '../legacy/appointment-server.js';
import { appointments } from '../src/soap/component.js';
import { Appointments } from '../src/soap/contract.js';
import { AppointmentErrors } from '../src/soap/errors.js';

let legacy: AppointmentServer;
let running: RunningAssembly;

const start = (url: string, options: { readonly clock?: Clock } = {}) =>
  startAssembly(
    defineAssembly({
      company: 'demo',
      components: [
        appointments({
          url,
          namespace: 'urn:terminplan:v1',
          zone: 'Europe/Berlin',
          authorization: 'Basic Y2FydXNvOg==',
        }),
      ],
    }),
    { log: silentLog, ...options },
  );
const service = () => running.get(Appointments);

beforeEach(async () => {
  legacy = await new AppointmentServer().open();
  running = await start(legacy.url);
});
afterEach(async () => {
  await running.stop();
  await legacy.close();
});

const december = { postalCode: '80331', from: '2026-12-01', work: 'exchange' } as const;
const booking = { slot: 'S202612011', customer: '4711', idempotencyKey: 'dialog-1/visit' };

describe('the appointment system behind its contract', () => {
  it('offers times with their offset and fees with a point', async () => {
    const { slots } = await service().free(december);
    expect(slots).toHaveLength(3);
    expect(slots[0]).toEqual({
      slot: 'S202612011',
      start: '2026-12-01T08:30:00+01:00',
      end: '2026-12-01T10:00:00+01:00',
      fee: '49.90',
    });
    expect(slots[2]?.fee).toBe('1049.90');
    expect((await service().free({ ...december, from: '2026-07-01' })).slots[0]?.start).toBe(
      '2026-07-01T08:30:00+02:00',
    );
  });

  it('offers nothing where the list is empty, and one where there is one', async () => {
    expect(await service().free({ ...december, postalCode: '10115' })).toEqual({ slots: [] });
    await service().book(booking);
    await service().book({ ...booking, slot: 'S202612012', idempotencyKey: 'other' });
    expect((await service().free(december)).slots.map(({ slot }) => slot)).toEqual(['S202612013']);
  });

  it('books, finds and cancels, and cancelling twice is cancelling once', async () => {
    const { appointment, start } = await service().book(booking);
    expect(start).toBe('2026-12-01T08:30:00+01:00');
    expect(await service().find({ appointment })).toMatchObject({ appointment, work: 'exchange', state: 'booked' });
    await service().cancel({ appointment });
    await service().cancel({ appointment });
    expect((await service().find({ appointment })).state).toBe('cancelled');
  });

  it('escapes what it sends, whatever a customer says', async () => {
    const remark = `Bell "2 & 3" </BEM><KD_NR>0000000001</KD_NR> ]]> don't ring – Grüße`;
    await service().book({ ...booking, remark });
    expect([...legacy.bookings.values()]).toMatchObject([{ remark, customer: '0000004711' }]);
  });

  it('calls the operation by its name, and says who calls', async () => {
    const heard = new Promise((resolve) => {
      legacy.instead = ({ headers, response, body }) => {
        resolve(headers);
        reply(response, 200, body);
      };
    });
    await service().free(december);
    expect(await heard).toMatchObject({
      soapaction: '"urn:terminplan:v1/FreieTermineLesen"',
      authorization: 'Basic Y2FydXNvOg==',
    });
  });

  it('refuses a remark that no XML document can carry before anything is sent', async () => {
    await expect(service().book({ ...booking, remark: 'a\u0000b' })).rejects.toThrow('must be one line of text');
    expect(legacy.requests).toEqual([]);
  });

  it('books once however often the same key comes', async () => {
    const [first, second] = await Promise.all([service().book(booking), service().book(booking)]);
    expect(second).toEqual(first);
    expect(legacy.bookings.size).toBe(1);
  });

  it('books once when the first answer was lost and the call is repeated', async () => {
    const caller = new AbortController();
    legacy.instead = () => caller.abort(); // it has booked, and nobody hears of it
    await expect(service().book(booking, { signal: caller.signal })).rejects.toThrow('given up');
    legacy.instead = undefined;
    expect(await service().book(booking)).toMatchObject({ appointment: 'A000001' });
    expect(legacy.bookings.size).toBe(1);
  });
});

describe('what the appointment system refuses', () => {
  it('becomes SlotTaken when another caller was faster', async () => {
    await service().book(booking);
    const late = service().book({ ...booking, customer: '4712', idempotencyKey: 'dialog-2/visit' });
    await expect(late).rejects.toMatchObject({ name: 'SlotTaken', kind: 'conflict', data: { slot: 'S202612011' } });
  });

  it('becomes UnknownSlot, UnknownCustomer, UnknownAppointment', async () => {
    await expect(service().book({ ...booking, slot: 'X' })).rejects.toSatisfy(AppointmentErrors.UnknownSlot.is);
    await expect(service().book({ ...booking, customer: '0' })).rejects.toSatisfy(AppointmentErrors.UnknownCustomer.is);
    await expect(service().find({ appointment: 'X' })).rejects.toSatisfy(AppointmentErrors.UnknownAppointment.is);
    await expect(service().cancel({ appointment: 'X' })).rejects.toSatisfy(AppointmentErrors.UnknownAppointment.is);
  });

  it('becomes TooLateToCancel once the technician has been there', async () => {
    const { appointment } = await service().book(booking);
    for (const entry of legacy.bookings.values()) entry.status = 'E';
    await expect(service().cancel({ appointment })).rejects.toSatisfy(AppointmentErrors.TooLateToCancel.is);
  });

  it('becomes KeyReused when a key comes again with something else', async () => {
    await service().book(booking);
    const other = service().book({ ...booking, slot: 'S202612012' });
    await expect(other).rejects.toMatchObject({ name: 'KeyReused', data: { idempotencyKey: 'dialog-1/visit' } });
  });

  it('becomes Maintenance, which a later call may find over', async () => {
    legacy.instead = ({ response }) => reply(response, 500, envelope(faultOf('T90', 'Datensicherung')));
    await expect(service().free(december)).rejects.toMatchObject({ name: 'Maintenance', kind: 'unavailable' });
  });

  it('becomes UnknownFault, with code and text, when the code is new', async () => {
    legacy.instead = ({ response }) => reply(response, 500, envelope(faultOf('T77', 'G&#252;ltigkeit')));
    await expect(service().free(december)).rejects.toMatchObject({
      name: 'UnknownFault',
      kind: 'internal',
      data: { operation: 'FreieTermineLesen', code: 'T77', text: 'Gültigkeit' },
    });
  });

  it('becomes UnknownFault also without a detail, as the server in front of the system sends it', async () => {
    const fault = '<env:Fault><faultcode>env:Server</faultcode><faultstring>no worker</faultstring></env:Fault>';
    legacy.instead = ({ response }) => reply(response, 500, envelope(fault));
    await expect(service().free(december)).rejects.toMatchObject({ data: { code: 'env:Server', text: 'no worker' } });
  });
});

describe('what goes wrong on the way', () => {
  it('is Unreachable when the system is down, and over when it is up again', async () => {
    const { port } = legacy;
    await legacy.close();
    await expect(service().free(december)).rejects.toMatchObject({
      name: 'Unreachable',
      kind: 'unavailable',
      data: { operation: 'FreieTermineLesen', reason: 'ECONNREFUSED' },
    });
    legacy = await new AppointmentServer().open(port);
    expect((await service().free(december)).slots).toHaveLength(3);
  });

  it('is Unreachable when the connection ends in the middle of the answer', async () => {
    legacy.instead = ({ response }) => {
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 500 });
      response.write('<?xml version="1.0"?>', () => response.destroy());
    };
    await expect(service().free(december)).rejects.toMatchObject({ name: 'Unreachable', kind: 'unavailable' });
  });

  it('is the time-out of the contract when the system is slow, and the connection is let go', async () => {
    const closed = new Promise<void>((resolve) => {
      legacy.instead = ({ response }) => response.once('close', resolve);
    });
    await expect(service().free(december, { timeoutMs: 50 })).rejects.toMatchObject({
      name: 'TimedOut',
      kind: 'timeout',
    });
    await closed;
  });

  it.each([503, 500, 429])('is ServerTrouble when a proxy answers with HTTP %i and a page', async (status) => {
    legacy.instead = ({ response }) => reply(response, status, '<html><br></html>', 'text/html');
    await expect(service().free(december)).rejects.toMatchObject({
      name: 'ServerTrouble',
      kind: 'unavailable',
      data: { status },
    });
  });

  it.each([401, 404, 302])('is RequestRefused when HTTP %i says that a setting is wrong', async (status) => {
    legacy.instead = ({ response }) => {
      response.setHeader('location', '/elsewhere');
      reply(response, status, '', 'text/plain');
    };
    await expect(service().free(december)).rejects.toMatchObject({
      name: 'RequestRefused',
      kind: 'internal',
      data: { status },
    });
  });

  it('is NotXml when a log-in page comes with status 200', async () => {
    legacy.instead = ({ response }) => reply(response, 200, '<html>Log in</html>', 'text/html; charset=utf-8');
    await expect(service().free(december)).rejects.toMatchObject({
      name: 'NotXml',
      data: { contentType: 'text/html; charset=utf-8' },
    });
  });

  it.each([
    ['cut off', envelope('<a/>').slice(0, -20)],
    ['no XML at all', 'ORA-01034: ORACLE not available'],
    ['empty', ''],
    ['without an envelope', '<answer/>'],
    ['with an empty body', envelope('')],
    ['with a fault that has no code', envelope('<env:Fault/>')],
    ['nested deeper than any answer', envelope('<a>'.repeat(100) + '</a>'.repeat(100))],
    ['with a prototype in it', envelope('<__proto__/>')],
    [
      'with entities of its own',
      `<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>${envelope('<a>&c;</a>').slice(45)}`,
    ],
  ])('is MalformedAnswer when the document is %s', async (_, body) => {
    legacy.instead = ({ response }) => reply(response, 200, body);
    await expect(service().free(december)).rejects.toMatchObject({ name: 'MalformedAnswer', kind: 'internal' });
  });

  it('is MalformedAnswer when the bytes are not in the charset they are said to be in', async () => {
    legacy.instead = ({ response, body }) => {
      response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' });
      response.end(Buffer.from(body.replace('<env:Header/>', '<!-- \u00FC -->'), 'latin1'));
    };
    await expect(service().free(december)).rejects.toThrow('it is not text in the charset utf-8');
  });

  it('is AnswerTooLarge as soon as it is too large, and the rest is not read', async () => {
    const closed = new Promise<void>((resolve) => {
      legacy.instead = ({ response }) => {
        response.writeHead(200, { 'content-type': 'text/xml' });
        const more = () => response.write('x'.repeat(100_000), (failure) => failure ?? more());
        response.once('close', resolve);
        more();
      };
    });
    await expect(service().free(december)).rejects.toMatchObject({
      name: 'AnswerTooLarge',
      data: { bytes: 1_000_000 },
    });
    await closed;
  });

  it.each([
    ['an amount', 'PREIS>49,90<', 'PREIS>49.9<', 'TERMIN.0: "49.9" is not an amount'],
    ['a day', '01.12.2026', '31.02.2026', 'TERMIN.0: "31.02.2026 08:30" is not a time'],
    [
      'an hour that the clocks skip',
      '<ns2:DAT>01.12.2026</ns2:DAT><ns2:VON>08:30',
      '<ns2:DAT>29.03.2026</ns2:DAT><ns2:VON>02:30',
      'is skipped by the clocks of Europe/Berlin',
    ],
    ['an element that is missing', '<ns2:T_ID>S202612011</ns2:T_ID>', '', 'TERMIN.0.T_ID: '],
  ])('is UnexpectedAnswer at its place when it cannot read %s', async (_, from, to, problem) => {
    legacy.instead = ({ response, body }) => reply(response, 200, body.replace(from, to));
    await expect(service().free(december)).rejects.toMatchObject({
      name: 'UnexpectedAnswer',
      kind: 'internal',
      data: { operation: 'FreieTermineLesen', problem: expect.stringContaining(problem) },
    });
  });

  it('is UnexpectedAnswer when a code is new', async () => {
    const { appointment } = await service().book(booking);
    legacy.instead = ({ response, body }) => reply(response, 200, body.replace('STATUS>O', 'STATUS>Q'));
    await expect(service().find({ appointment })).rejects.toThrow('"Q" is none of the codes O, E, S');
  });
});

describe('the health of the appointment system', () => {
  it('is good while it answers a ping, and says why when it is not', async () => {
    expect(await running.health()).toMatchObject([{ state: 'active' }]);
    await legacy.close();
    expect(await running.health()).toMatchObject([{ reason: expect.stringContaining('ECONNREFUSED') }]);
    legacy = await new AppointmentServer().open();
  });

  it('is bad when it takes the call and says nothing for two seconds', async () => {
    const clock = new VirtualClock();
    const patient = await start(legacy.url, { clock });
    legacy.instead = () => clock.advance(2_000);
    expect(await patient.health()).toMatchObject([{ reason: expect.stringContaining('no answer within 2000 ms') }]);
    await patient.stop();
  });
});

function reply(response: ServerResponse, status: number, body: string, contentType = 'text/xml') {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}
