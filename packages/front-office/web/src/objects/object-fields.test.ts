import { describe, expect, it } from 'vitest';
import type { Entity, ObjectType } from '../../../src/api-types.js';
import { fieldsOf, linksToLoad, panelsOf } from './object-fields.js';

const attribute = (name: string, type: ObjectType['attributes'][number]['type']) => ({
  name,
  label: name.toUpperCase(),
  type,
  required: false,
  search: false,
  writable: true,
});
const link = (name: string, many: boolean) => ({ name, label: name, to: 'Other', many, required: false });

const type: ObjectType = {
  name: 'Customer',
  label: 'Customer',
  key: ['number'],
  attributes: [
    attribute('number', 'string'),
    attribute('balance', 'decimal'),
    attribute('email', 'email'),
    attribute('site', 'url'),
  ],
  links: [link('branch', false), link('contracts', true)],
  write: 'all',
  may: { create: true, change: true, delete: true },
  presentation: {
    detail: {
      panels: [{ label: 'Who', fields: ['number', 'branch', 'gone'] }],
      tabs: [{ link: 'contracts', label: 'Contracts', columns: ['number'] }],
    },
  },
};
const entity = (values: Entity['values'], links: Entity['links'] = {}): Entity => ({
  object: 'Customer',
  key: '1',
  version: '1',
  title: 'One',
  values,
  links,
});

describe('fieldsOf', () => {
  it('formats by type and keeps the order of the presentation', () => {
    const fields = fieldsOf(type, entity({ number: 'K1', balance: '-1234.50' }), ['balance', 'number'], 'en-GB');
    expect(fields.map(({ label, text, numeric }) => [label, text, numeric])).toEqual([
      ['BALANCE', '-1,234.50', true],
      ['NUMBER', 'K1', false],
    ]);
  });

  it('shows the title of a linked object, or its key when it was not loaded', () => {
    const linked: Entity = { ...entity({}), object: 'Other', title: 'Branch North' };
    expect(fieldsOf(type, entity({ branch: '7' }, { branch: [linked] }), ['branch'], 'en')[0]?.text).toBe(
      'Branch North',
    );
    expect(fieldsOf(type, entity({ branch: '7' }), ['branch'], 'en')[0]?.text).toBe('7');
    expect(fieldsOf(type, entity({ branch: null }), ['branch'], 'en')[0]?.text).toBe('–');
  });

  it('leaves out what the model does not know', () => {
    expect(fieldsOf(type, entity({}), ['gone', 'contracts'], 'en')).toEqual([]);
  });

  it('never makes a link of an address that could run a script', () => {
    const [site] = fieldsOf(type, entity({ site: 'javascript:alert(1)' }), ['site'], 'en');
    expect(site?.href).toBeUndefined();
    const [email] = fieldsOf(type, entity({ email: 'a@b.de?bcc=x' }), ['email'], 'en');
    expect(email?.href).toBe('mailto:a@b.de%3Fbcc%3Dx');
  });
});

describe('linksToLoad', () => {
  it('names the links that panels show, for tabs load their own', () => {
    expect(linksToLoad(type)).toEqual(['branch']);
  });
});

describe('panelsOf', () => {
  it('shows all attributes when there is no presentation', () => {
    expect(panelsOf({ ...type, presentation: {} })).toEqual([{ fields: ['number', 'balance', 'email', 'site'] }]);
  });
});
