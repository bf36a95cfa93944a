import { defineEvent } from '@caruso/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { durableName, EventSubjects } from './event-names.js';

const paid = defineEvent('billing.invoice-paid', '2.1.0', z.object({}));

describe('the names of events in NATS', () => {
  it('are made of company, event and major version', () => {
    const subjects = new EventSubjects('stadt-werke');
    expect(subjects.of(paid)).toBe('caruso.stadt-werke.event.billing_invoice-paid.v2');
    expect(subjects.all).toBe('caruso.stadt-werke.event.>');
    expect(subjects.stream).toBe('CARUSO_STADT-WERKE_EVENTS');
    expect(durableName(paid, 'dunning')).toBe('billing_invoice-paid__v2__dunning');
  });

  it('are safe whatever the name of the company', () => {
    const subjects = new EventSubjects('Müller & Co. > *');
    expect(subjects.all).toBe('caruso.M%C3%BCller%20%26%20Co%2E%20%3E%20%2A.event.>');
    expect(subjects.stream).toBe('CARUSO_M_LLER___CO______EVENTS');
  });

  it('differ for different events and consumers', () => {
    const word = fc.constantFrom('a', 'v1', 'a-b', 'v2');
    const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('.'));
    const consumer = fc
      .array(fc.constantFrom('a', 'v1', '_', '-'), { minLength: 1, maxLength: 5 })
      .map((s) => s.join(''));
    const pair = fc.record({ name, major: fc.constantFrom('1', '2'), consumer });
    const nameOf = (of: { name: string; major: string; consumer: string }) =>
      durableName(defineEvent(of.name, `${of.major}.0.0`, z.object({})), of.consumer);
    fc.assert(
      fc.property(pair, pair, (one, other) => {
        expect(nameOf(one) === nameOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});
