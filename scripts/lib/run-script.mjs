import { StepFailed } from './step.mjs';

/** Runs a script; a failed step, whose output has been shown, ends it with one line instead of a stack. */
export async function runScript(script) {
  try {
    await script();
  } catch (problem) {
    if (!(problem instanceof StepFailed)) throw problem;
    console.error(problem.message);
    process.exitCode = typeof problem.code === 'number' ? problem.code : 1;
  }
}
