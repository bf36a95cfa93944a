import { LanguageErrors } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { modelWith } from '../../test/permissions/company.js';
import { compileModel } from '../compile/compile-model.js';

/** The diagnostics of a model with these permissions: `code message (hint)`. */
function problemsOf(permissions: string): readonly string[] {
  try {
    compileModel([{ file: 'shop.xml', text: modelWith(permissions) }]);
    return [];
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    const errors = thrown.data.diagnostics.filter(({ severity }) => severity === 'error');
    return errors.map(({ code, message, hint }) => `${code} ${message}${hint ? ` (${hint})` : ''}`);
  }
}

describe('the permissions of a model', () => {
  it.each([
    ['<grant role="a" object="Custmer"/>', "unknown-object There is no object 'Custmer' (did you mean 'Customer'?)"],
    ['<role name="a" object="Emploee"/>', "unknown-object There is no object 'Emploee' (did you mean 'Employee'?)"],
    ['<role name="a" object="Employee"/><role name="a" object="Employee"/>', "duplicate-name There are two roles 'a'"],
    [
      '<grant role="a" object="Customer" may="chnge"/>',
      "bad-value Nobody can 'chnge' objects (did you mean 'change'?)",
    ],
    [
      '<grant role="a" object="Customer" hide="ibam"/>',
      "unknown-attribute 'Customer' has no attribute or link 'ibam' (did you mean 'iban'?)",
    ],
    [
      '<grant role="a" object="Customer" hide="number"/>',
      "hidden-key 'number' is part of the key of 'Customer', which is in every answer (show it)",
    ],
    [
      '<grant role="a" object="Customer" fields="name"/>',
      "hidden-key 'number' is part of the key of 'Customer', which is in every answer (show it)",
    ],
    [
      '<grant role="a" object="Order" mask="margin"/>',
      "bad-mask Only texts can be shown in part, 'margin' is of type decimal (hide it instead)",
    ],
    [
      '<grant role="a" object="Customer" hide="iban" change="iban"/>',
      "hidden-change 'iban' cannot be changed by those who do not see it",
    ],
    [
      '<grant role="a" object="Customer" where="teem == actor.id"/>',
      "unknown-name 'Customer' has no attribute or link to one 'teem' (did you mean 'team'?)",
    ],
    [
      '<grant role="a" object="Customer" where="team == actor.team"/>',
      'unknown-name Nothing is known as \'actor.team\' (say which object such an actor is: <role name="…" object="…"/>)',
    ],
    [
      '<role name="a" object="Employee"/><grant role="a" object="Customer" where="team == actor.teem"/>',
      "unknown-name Nothing is known as 'actor.teem' (did you mean 'team'?)",
    ],
    [
      '<grant role="a" object="Order" where="margin gt 10"/>',
      "rule-not-possible A rule cannot ask this (compare attributes by ==, != and in: team == actor.team and state in ['open', 'new'])",
    ],
    ['<grant role="a" object="Order" where="open == \'yes\'"/>', "bad-value 'yes' is not a value of 'open'"],
    ['<grant role="a" object="Order" where="customer ="/>', "syntax '=' is not an operator (write == to compare)"],
  ])('%s', (permissions, expected) => {
    expect(problemsOf(permissions)).toEqual([expected]);
  });

  it('of a model that it builds on hold until it grants the same role something else for the object', () => {
    const base = modelWith('<grant role="a b" object="Customer"/><grant role="a" object="Order"/>');
    const text =
      '<caruso model="own" version="1.0.0" extends="shop@1"><permissions><grant role="a" object="Order" hide="margin"/><grant role="c" object="Customer"/></permissions></caruso>';
    const model = compileModel([{ file: 'own.xml', text }], { library: [[{ file: 'shop.xml', text: base }]] });
    const grants = [...model.permissions.grants].map(([object, all]) => [object, all.map(({ role }) => role)]);
    expect(grants).toEqual([
      ['Customer', ['a', 'b', 'c']],
      ['Order', ['a']],
    ]);
    expect(model.permissions.grants.get('Order')?.[0]?.seen.has('margin')).toBe(false);
  });
});
