import type { Stub } from '@caruso/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ObjectSchemas, objectContract } from '../src/index.js';
import { startUtility } from './utility.js';

describe('the contract of one object type', () => {
  let started: Awaited<ReturnType<typeof startUtility>>;
  const stub = (object: string) => {
    const contract = objectContract(started.model, object, new ObjectSchemas(started.model));
    return started.running.get(contract) as Stub<typeof contract>;
  };

  beforeAll(async () => {
    started = await startUtility();
  });
  afterAll(() => started?.running.stop());

  it('takes flat arguments and gives flat records, as scripts want them', async () => {
    const customer = await stub('Customer').create?.({ number: '1', name: 'Ann', city: 'Vienna' });
    expect(customer).toEqual({
      key: '1',
      version: expect.any(String),
      title: 'Ann, Vienna',
      number: '1',
      name: 'Ann',
      city: 'Vienna',
      email: null,
      marketing: 'unknown',
    });
    const contract = await stub('Contract').create?.({ from: '2026-01-01', amount: '12.50', customer: '1' });
    expect(contract).toMatchObject({ key: '1', customer: '1', amount: '12.50', active: true });
    const changed = await stub('Contract').update?.({ key: '1', version: '1', to: '2026-12-31' });
    expect(changed).toMatchObject({ version: '2', to: '2026-12-31' });
  });

  it('finds by equal values, and puts included objects under the names of their links', async () => {
    const page = await stub('Contract').find?.({ customer: '1', include: ['customer.contracts'] });
    const [contract] = (page as { items: { customer: { name: string; contracts: unknown[] } }[] }).items;
    expect(contract?.customer).toMatchObject({ name: 'Ann', contracts: [{ key: '1', customer: '1' }] });
    expect(await stub('Contract').find?.({ customer: '2' })).toEqual({ items: [] });
    expect(await stub('Customer').get?.({ key: '9' })).toBeNull();
  });

  it('refuses arguments the model does not have', async () => {
    await expect(stub('Customer').create?.({ number: '2', name: 'Bob', colour: 'red' })).rejects.toThrow('colour');
    await expect(stub('Customer').create?.({ number: '2' })).rejects.toThrow('name');
  });

  it('deletes', async () => {
    const contract = await stub('Contract').get?.({ key: '1' });
    const { version } = contract as { version: string };
    await stub('Contract').delete?.({ key: '1', version });
    expect(await stub('Contract').get?.({ key: '1' })).toBeNull();
  });

  it('has schemas that tell a checker the type of every field, also along links', () => {
    const record = new ObjectSchemas(started.model).record('Contract');
    const fields = record.shape as Record<string, z.ZodType>;
    const inner = (field: z.ZodType | undefined) =>
      (field instanceof z.ZodNullable ? field.unwrap() : field) as z.ZodType;
    expect(inner(fields.amount).meta()).toEqual({ type: 'decimal', title: 'Amount' });
    expect(inner(fields.from)).toBeInstanceOf(z.ZodISODate);
    expect(inner(fields.active)).toBeInstanceOf(z.ZodBoolean);
    expect(inner(fields.customer)).toBeInstanceOf(z.ZodUnion);
    const json = z.toJSONSchema(new ObjectSchemas(started.model).creation('Customer'));
    expect(json.required).toEqual(['number', 'name']);
    expect(json.properties?.marketing).toMatchObject({
      anyOf: [{ enum: ['optIn', 'optOut', 'unknown'] }, { type: 'null' }],
    });
  });
});
