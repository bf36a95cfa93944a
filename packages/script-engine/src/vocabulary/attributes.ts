import type { AttributeDefinition } from '@caruso/language';
import type { Channel } from '../contract.js';

/** What each channel is; all but the agent's are self-service. */
export const CHANNELS: Readonly<Record<Channel, string>> = {
  agent: 'An agent, who speaks with the customer and types the answers.',
  web: 'The customer alone, in a browser.',
  ivr: 'The customer on the telephone, who hears prompts and presses keys.',
  chat: 'The customer in a chat.',
  email: 'The customer by e-mail.',
};

/** What may stand wherever a dialog goes on: in the script, in a section, in a branch. */
export const ITEMS = ['lookup', 'let', 'section', 'question', 'info', 'do', 'go', 'call', 'end'] as const;

export const YESNO = ['yes', 'no'] as const;

export const id: AttributeDefinition = {
  type: 'id',
  required: true,
  doc: 'Its name: in answers, transitions, journals and reports. Keep it when the script changes.',
};
export const when: AttributeDefinition = { type: 'expression', doc: 'Skipped unless this is true.' };
export const on: AttributeDefinition = {
  type: 'names',
  doc: 'The channels it is for; left out, all channels of what stands around it.',
  values: CHANNELS,
};
export const was: AttributeDefinition = { type: 'names', doc: 'The ids it had in earlier versions of the script.' };
export const lang: AttributeDefinition = {
  type: 'name',
  doc: 'The language it is written in, such as de; left out, that of the script.',
};
export const of: AttributeDefinition = {
  type: 'name',
  doc: 'Of which wording it is the translation: a hash that caruso script translate writes, to find what is outdated.',
};
export const service: AttributeDefinition = {
  type: 'name',
  required: true,
  doc: 'The service and its operation, such as billing.storeReading.',
};
export const timeout: AttributeDefinition = {
  type: 'name',
  doc: 'How long the service may take, such as 500ms, 10s or 5m; then it has failed.',
};
export const key: AttributeDefinition = {
  type: 'text',
  doc: 'The key that chooses it on the telephone: one of 0 to 9, * and #.',
};
