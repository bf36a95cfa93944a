import { elementsOf, type XmlElement } from '@caruso/language';
import { present } from '../../present.js';
import type { AgentDefinition, Assignment } from '../agent-definition.js';
import { readSkills } from './read-queue.js';
import { textOf, type Values } from './values.js';

/** Reads an agent of a document. */
export function readAgent(values: Values, element: XmlElement): AgentDefinition {
  const serves = elementsOf(element, 'serves');
  values.once(serves, 'queue');
  const optional: Partial<AgentDefinition> = present({
    skills: readSkills(values, element, 'has'),
    capacity: readCapacity(values, elementsOf(element, 'capacity')),
    phone: values.optional(element, 'phone'),
    wrapUp: values.seconds(element, 'wrap-up'),
    rate: readRate(values, elementsOf(element, 'rate')[0]),
  });
  return {
    id: textOf(element, 'id'),
    name: textOf(element, 'name'),
    queues: serves.map((each) => readAssignment(values, each)),
    ...optional,
  };
}

function readAssignment(values: Values, element: XmlElement): Assignment {
  return {
    queue: values.reference(element, 'queue', 'queue') ?? '',
    ...present({
      priority: values.number(element, 'priority'),
      delay: values.seconds(element, 'delay'),
      penalty: values.number(element, 'penalty', { least: 0 }),
      tier: values.number(element, 'tier', { least: 1, whole: true }),
    }),
  };
}

function readCapacity(values: Values, elements: readonly XmlElement[]): AgentDefinition['capacity'] {
  values.once(elements, 'channel');
  if (elements.length === 0) return undefined;
  return Object.fromEntries(
    elements.map((each) => [textOf(each, 'channel'), values.number(each, 'contacts', { least: 0, whole: true }) ?? 0]),
  );
}

function readRate(values: Values, element: XmlElement | undefined): AgentDefinition['rate'] {
  if (!element) return undefined;
  return {
    contacts: values.number(element, 'contacts', { least: 1, whole: true }) ?? 1,
    seconds: values.seconds(element, 'within') ?? 1,
  };
}
