import { compileScript, type DialogState, renderScreen, step } from '@caruso/script-engine';
import { Model } from 'survey-core';
import { createMachine, initialTransition, transition } from 'xstate';
import { type Comparison, compare, timePerCall } from './harness.js';
import { loadForm } from './xforms-engine.js';

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

/** The peer: the engine of ODK Web Forms, the same questions with the same conditions and rules. */
function walkForm() {
  const nodes = ids.map((id) => `<${id}/>`).join('');
  const binds = ids.map((id, index) => {
    const before = index === 0 ? '' : ` relevant="/data/q${index - 1} != 'stop'"`;
    return `<bind nodeset="/data/${id}" required="true()" constraint="string-length(.) &lt; 100"${before}/>`;
  });
  const inputs = ids.map((id, index) => `<input ref="/data/${id}"><label>Question ${index}?</label></input>`);
  const form = `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Long</h:title>
    <model><instance><data id="long">${nodes}</data></instance>${binds.join('')}</model></h:head><h:body>${inputs.join('')}</h:body></h:html>`;
  return async () => {
    const root = await loadForm(form);
    const questions = root.currentState.children ?? [];
    let index = 0;
    return timePerCall(ids.length, () => {
      const question = questions[index];
      question?.setValue?.('yes');
      if (question?.validationState.violation) throw new Error(`the form refuses answer ${index}`);
      index += 1;
      const next = questions[index];
      if (next && !next.currentState.relevant) throw new Error(`the form stands still at ${index}`);
      return next?.currentState.label?.asString;
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
  const [ours, survey, form, machine] = [walkOurs(), walkSurvey(), walkForm(), walkMachine()].map(
    (walk) => async () => {
      let sum = 0;
      for (let index = 0; index < walks; index += 1) sum += await walk();
      return sum / walks;
    },
  );
  if (!ours || !survey || !form || !machine) return [];
  return compare({
    case: 'answer one of 200 questions, and show the next',
    unit: 'µs/step',
    better: 'lower',
    bar: 0.5,
    ours,
    peers: {
      'survey-core': survey,
      '@getodk/xforms-engine': { measure: form, bar: 1 },
      'xstate alone': { measure: machine, bar: null },
    },
  });
}
