import { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import { borderProblem, checked } from './crosses-border.js';
import type { Example } from './examples.js';
import { describeThrown } from './finding.js';
import { makeInput } from './make-input.js';
import type { Trial } from './subject.js';

const PLAIN_DATA = 'Use texts and numbers where JSON has no type: dates in ISO 8601, amounts as text.';

/**
 * The input of an example, as the handler gets it; undefined when there is nothing to call the handler with. What is wrong with
 * it is a finding.
 */
export async function inputOf(
  trial: Trial,
  { input, fails }: Example,
): Promise<{ readonly data: unknown } | undefined> {
  const { name, operation, findings, stub } = trial;
  const made = await makeInput(trial, name, input, stub);
  if (!made) return undefined;
  const given = checked(operation.input, made.input);
  const refused = 'issues' in given && fails === ServiceErrors.InvalidInput.code;
  findings.check(!('issues' in given) || refused, () => ({
    operation: name,
    rule: 'example',
    expected: 'the input of the example to fit the contract',
    found: 'issues' in given ? given.issues : '',
    advice: 'Write the example as a caller would write its input.',
  }));
  if ('issues' in given) return undefined;
  const problem = borderProblem(given.data, operation.input);
  findings.check(problem === undefined, () => ({
    operation: name,
    rule: 'json',
    expected: 'the input to cross a process border unchanged',
    found: String(problem),
    advice: PLAIN_DATA,
  }));
  return given;
}

/** An output, or one value of a stream, must fit and cross a border. */
export function judgeOutput({ name, operation, findings }: Trial, output: unknown): void {
  const given = checked(operation.output, output);
  const fits = findings.check(!('issues' in given), () => ({
    operation: name,
    rule: 'output',
    expected: 'an output that fits the contract',
    found: 'issues' in given ? given.issues : '',
    advice: 'Translate what the other system answers into what the contract promises.',
  }));
  if (!fits || 'issues' in given) return;
  const problem = borderProblem(given.data, operation.output);
  findings.check(problem === undefined, () => ({
    operation: name,
    rule: 'json',
    expected: 'the output to cross a process border unchanged',
    found: String(problem),
    advice: PLAIN_DATA,
  }));
}

/** What a handler has thrown must be an error with a code, and the one that was expected. */
export function judgeFailure({ name, findings }: Trial, thrown: unknown, { fails }: Example): void {
  const found = describeThrown(thrown);
  const coded = findings.check(CarusoError.is(thrown), () => ({
    operation: name,
    rule: 'error',
    expected: 'errors with a code',
    found,
    advice: 'Throw an error of a defineErrors table; callers see anything else as a defect of the service.',
  }));
  if (!coded || !CarusoError.is(thrown)) return;
  findings.check(fails !== undefined, () => ({
    operation: name,
    rule: 'example',
    expected: 'an output for the example',
    found,
    advice: 'Repair the handler, or say { input, fails } when this input must fail.',
  }));
  findings.check(fails === undefined || fails === thrown.code, () => ({
    operation: name,
    rule: 'failure',
    expected: `the failure ${fails}`,
    found,
    advice: 'Tell the refusals of the other system apart, each by an error of its own.',
  }));
  const problem = borderProblem(thrown.data);
  findings.check(problem === undefined, () => ({
    operation: name,
    rule: 'json',
    expected: `the data of ${thrown.code} to cross a process border unchanged`,
    found: String(problem),
    advice: PLAIN_DATA,
  }));
}

/** An example that must fail has not. */
export function judgeMissingFailure({ name, findings }: Trial, fails: string, found: string): void {
  findings.add({
    operation: name,
    rule: 'failure',
    expected: `the failure ${fails}`,
    found,
    advice: 'Throw the error when the other system refuses, or repair the example.',
  });
}
