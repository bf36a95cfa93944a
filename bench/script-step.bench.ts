import { compileScript, type DialogState, renderScreen, step } from '@caruso/script-engine';
import { Model } from 'survey-core';
import { createMachine, initialTransition, transition } from 'xstate';
import { type Comparison, compare, timePerCall } from './harness.js';

/** One answer in a dialog of 200 questions: it is judged, the next question is found and shown. */
export const name = 'script-step';

const questions = 200;
const walks = 1;

const ids = Array.from({ length: questions }, (_, index) => `q${index}`);
const items = ids.map((id, index) => {
  const before = index === 0 ? '' : ` when="answers.q${index - 1} != 'stop'"`;
  return `<question id="${id}" type="text"${before}><text>Question ${index}?</text><check test="length(value) lt 100"/></question>`;
});
const end = '<end id="done" outcome="ok"><text>Thank you.</text></end>';
const text = `<script id="long" version="1" lang="en">${items.join('')}${end}</script>`;

/** Ours: the pure step, which also makes the journal's entry, and the screen. */
function walkOurs() {
  const compiled = compileScript(text, 'long.xml');
  const environment = { now: 0, who: 'bench' };
  const start = step(
    compiled,
    undefined,
    {
      type: 'start',
      script: { id: 'long', version: '1', hash: '' },
      facts: { id: 'd', owner: 'bench' },
      input: {},
      zone: 'UTC',
      channel: 'web',
      language: 'en',
    },
    environment,
  ).state;
  return async () => {
    let state: DialogState = start;
    return timePerCall(questions, () => {
      state = step(compiled, state, { type: 'answer', step: '', value: 'yes' }, environment).state;
      return renderScreen(compiled, state);
    });
  };
}

/** The peer: SurveyJS, the same questions one on a page, with the same condition and validator. */
function walkSurvey() {
  const pages = ids.map((id, index) => ({
    elements: [
      {
        type: 'text',
        name: id,
        title: `Question ${index}?`,
        isRequired: true,
        validators: [{ type: 'text', maxLength: 99 }],
        ...(index === 0 ? {} : { visibleIf: `{q${index - 1}} <> 'stop'` }),
      },
    ],
  }));
  return async () => {
    const survey = new Model({ pages });
    let index = 0;
    return timePerCall(questions, () => {
      survey.setValue(`q${index}`, 'yes');
      if (!survey.nextPage() && index < questions - 1) throw new Error(`the survey stands still at ${index}`);
      index += 1;
      return survey.currentPage?.questions[0]?.processedTitle;
    });
  };
}

/** A bare machine of as many states, for how much of a step is xstate. */
function walkMachine() {
  const states = Object.fromEntries(
    ids.map((id, index) => [id, { on: { ANSWER: index < questions - 1 ? `q${index + 1}` : 'done' } }]),
  );
  const machine = createMachine({ initial: 'q0', states: { ...states, done: { type: 'final' as const } } });
  const [first] = initialTransition(machine);
  return async () => {
    let snapshot = first;
    return timePerCall(questions, () => {
      [snapshot] = transition(machine, snapshot, { type: 'ANSWER' });
    });
  };
}

export async function run(): Promise<readonly Comparison[]> {
  const [ours, survey, machine] = [walkOurs(), walkSurvey(), walkMachine()].map((walk) => async () => {
    let sum = 0;
    for (let index = 0; index < walks; index += 1) sum += await walk();
    return sum / walks;
  });
  if (!ours || !survey || !machine) return [];
  return compare({
    case: 'answer one of 200 questions, and show the next',
    unit: 'µs/step',
    better: 'lower',
    bar: 0.5,
    ours,
    peers: { 'survey-core': survey, 'xstate alone': { measure: machine, bar: null } },
  });
}
