import { describe, expect, it } from 'vitest';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { ApiFailure } from '../api/api-failure.js';
import { type Attribute, changesOf, conflictOf, editableAttributes, formValuesOf } from './edit-values.js';

const attribute = (name: string, type: Attribute['type'], writable = true): Attribute => ({
  name,
  label: name,
  type,
  required: false,
  search: false,
  writable,
});
const attributes = [attribute('name', 'string'), attribute('age', 'integer'), attribute('smart', 'boolean')];
const entity: Entity = {
  object: 'Customer',
  key: '1',
  version: 'v1',
  title: 'One',
  values: { name: 'Ann', age: 40, smart: null },
  links: {},
};

describe('editableAttributes', () => {
  const type: ObjectType = {
    name: 'Customer',
    label: 'Customer',
    key: ['number'],
    attributes: [attribute('number', 'string'), attribute('email', 'email'), attribute('since', 'date', false)],
    links: [],
    write: 'all',
    may: { create: true, change: true, delete: true },
    presentation: {},
  };

  it('leaves out the key and what the mapping does not let be written', () => {
    expect(editableAttributes(type, ['number', 'email', 'since']).map(({ name }) => name)).toEqual(['email']);
  });

  it('is empty for objects that the actor may not change', () => {
    expect(editableAttributes({ ...type, may: { ...type.may, change: false } }, ['email'])).toEqual([]);
  });
});

describe('changesOf', () => {
  const form = formValuesOf(attributes, entity);

  it('is empty when nothing was touched', () => {
    expect(changesOf(attributes, entity, form)).toEqual({});
  });

  it('sends only what differs, in its own type', () => {
    expect(changesOf(attributes, entity, { ...form, age: '41', smart: 'false' })).toEqual({ age: 41, smart: false });
  });

  it('sends an emptied field as null', () => {
    expect(changesOf(attributes, entity, { ...form, name: ' ' })).toEqual({ name: null });
  });

  it('leaves it to the server to refuse what is no number', () => {
    expect(changesOf(attributes, entity, { ...form, age: 'old' })).toEqual({ age: 'old' });
  });
});

describe('conflictOf', () => {
  const body = { code: 'CRS-BOB-001', name: 'Changed', message: 'changed', kind: 'conflict' } as const;

  it('is what was sent and what there is now', () => {
    const data = { object: 'Customer', key: '1', yours: { version: 'v1', changes: {} }, current: entity };
    expect(conflictOf(new ApiFailure(409, 'changed', { ...body, data }))).toEqual(data);
  });

  it('is nothing for any other failure', () => {
    expect(conflictOf(new ApiFailure(409, 'closed', body))).toBeUndefined();
    expect(conflictOf(new Error('no'))).toBeUndefined();
  });
});
