import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvent, writeEvent } from './event-document.js';

const paid = {
  id: 'e-1',
  name: 'billing.invoice-paid',
  version: '1.2.0',
  time: Date.UTC(2024, 1, 29),
  source: 'billing',
  data: { invoice: '2024-17' },
};

describe('an event as a document', () => {
  it('is a CloudEvent', () => {
    expect(JSON.parse(writeEvent(paid))).toEqual({
      specversion: '1.0',
      id: 'e-1',
      source: 'billing',
      type: 'billing.invoice-paid',
      time: '2024-02-29T00:00:00.000Z',
      eventversion: '1.2.0',
      datacontenttype: 'application/json',
      data: { invoice: '2024-17' },
    });
  });

  it('is read as it was written, whatever the data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1 }), fc.integer({ min: 0, max: 4e12 }), (data, id, time) => {
        const event = { ...paid, id, time, data: JSON.parse(JSON.stringify(data)) };
        expect(readEvent(writeEvent(event))).toEqual(event);
      }),
    );
  });

  it('is none when it is no JSON, or lacks an attribute', () => {
    const { id: _, ...nameless } = JSON.parse(writeEvent(paid));
    for (const text of ['', 'paid!', 'null', '[]', JSON.stringify(nameless)]) expect(readEvent(text)).toBeUndefined();
  });
});
