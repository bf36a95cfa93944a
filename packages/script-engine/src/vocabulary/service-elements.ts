import { anyOrder, type ElementDefinition, empty, sequence } from '@caruso/language';
import { id, service, timeout, was, when } from './attributes.js';

/** The elements that read from services and change something in them. */
export const SERVICE_ELEMENTS = {
  lookup: {
    doc: 'Reads data from a service. It has no side effect and may be repeated; fresh= says how long a result is good.',
    content: sequence('with*', 'failed?'),
    attributes: {
      id,
      service,
      into: { type: 'name', required: true, doc: 'What the result is called in expressions.' },
      when,
      timeout,
      fresh: { type: 'name', doc: 'How long the result is good, such as 5m; left out, for the whole dialog.' },
      was,
    },
    example: `<lookup id="account" service="billing.account" into="account">
  <with name="customer" value="input.customer"/>
  <failed><go to="to-agent"/></failed>
</lookup>`,
  },
  do: {
    doc: 'An action with a side effect; runs once in a dialog unless again="yes".',
    content: sequence('with*', 'undo?', 'failed?'),
    attributes: {
      id,
      service,
      into: { type: 'name', doc: 'What the result is called in expressions.' },
      when,
      retries: { type: 'name', default: '0', doc: 'How often it is tried again when it fails, 0 to 20.' },
      timeout,
      again: {
        type: ['no', 'yes'],
        default: 'no',
        doc: 'Whether it runs anew when the dialog comes to it another time.',
      },
      was,
    },
    example: `<do id="store" service="billing.storeReading">
  <with name="value" value="answers.reading"/>
  <undo service="billing.removeReading"><with name="value" value="answers.reading"/></undo>
  <failed><info id="later"><text>We shall store it later.</text></info></failed>
</do>`,
  },
  with: {
    doc: 'A named argument.',
    content: empty,
    attributes: {
      name: { type: 'name', required: true, doc: 'The argument, or the input of the called script.' },
      value: { type: 'expression', required: true, doc: 'What is handed over.' },
    },
    example: '<with name="customer" value="input.customer"/>',
  },
  undo: {
    doc: 'Compensation, run when the dialog goes back over the action or is cancelled.',
    content: sequence('with*'),
    attributes: { service: { ...service, doc: 'The service and its operation that takes the action back.' } },
    example: '<undo service="appointments.cancel"><with name="id" value="appointment.id"/></undo>',
  },
  failed: {
    doc: 'The way on when the service fails. Empty = carry on.',
    content: anyOrder('do', 'info', 'go'),
    example: '<failed><go to="to-agent"/></failed>',
  },
} as const satisfies Readonly<Record<string, ElementDefinition>>;
