import { describe, expect, it } from 'vitest';
import { camelCase, pascalCase, plural, singular, wordsOf } from './words.js';

describe('the words of a name', () => {
  it.each([
    ['Order Details', 'orderDetails'],
    ['cust_no', 'custNo'],
    ['CustomerID', 'customerId'],
    ['KDSTAMM', 'kdstamm'],
    ['XMLDocument', 'xmlDocument'],
    ['Größe (cm)', 'groesseCm'],
    ['Élève', 'eleve'],
    ['NAME1', 'name1'],
    ['имя', ''],
  ])('of %s make %s', (name, expected) => {
    expect(camelCase(wordsOf(name))).toBe(expected);
  });

  it('make names of objects that begin with a capital', () => {
    expect(pascalCase(wordsOf('order_details'))).toBe('OrderDetails');
  });
});

describe('singular and plural', () => {
  it.each([
    ['Customers', 'Customer'],
    ['TERRITORIES', 'TERRITORY'],
    ['addresses', 'address'],
    ['Boxes', 'Box'],
    ['Status', 'Status'],
    ['News', 'News'],
    ['Gas', 'Gas'],
    ['Invoice', 'Invoice'],
  ])('%s is one %s', (many, one) => {
    expect(singular(many)).toBe(one);
  });

  it.each([
    ['customer', 'customers'],
    ['territory', 'territories'],
    ['day', 'days'],
    ['address', 'addresses'],
    ['status', 'statuses'],
  ])('of %s there are %s', (one, many) => {
    expect(plural(one)).toBe(many);
  });
});
