import { describe, expect, it } from 'vitest';
import { UTILITY } from '../test/utility.js';
import { compileModel } from './compile/compile-model.js';
import { type BusinessObjectsOptions, businessObjects } from './component.js';
import { ObjectErrors } from './errors.js';

const model = compileModel([{ file: 'm.xml', text: UTILITY }]);

function problemsOf(options: unknown): readonly string[] {
  try {
    businessObjects(options as BusinessObjectsOptions);
  } catch (thrown) {
    if (ObjectErrors.InvalidOptions.is(thrown)) return thrown.data.problems;
    throw thrown;
  }
  return [];
}

describe('the options of business objects', () => {
  it('may be right', () => {
    expect(problemsOf({ model, zone: 'Europe/Vienna' })).toEqual([]);
  });

  it('are checked for misspelt names and wrong values', () => {
    expect(problemsOf({ model, zon: 'UTC' })).toEqual(["there is no option 'zon' (did you mean 'zone'?)"]);
    expect(problemsOf({ model: 7, zone: 'Mars/Base' })).toEqual([
      'model: a folder, a list of files or a compiled model is expected',
      'zone: an IANA time zone is expected, e.g. Europe/Berlin',
    ]);
    expect(problemsOf(undefined)).toHaveLength(1);
  });
});
