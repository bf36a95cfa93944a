import { defineVocabulary } from '@caruso/language';
import { Channel } from '../contract.js';
import { ASKING_ELEMENTS } from './asking-elements.js';
import { FLOW_ELEMENTS } from './flow-elements.js';
import { HEAD_ELEMENTS } from './head-elements.js';
import { SERVICE_ELEMENTS } from './service-elements.js';
import { WORDING_ELEMENTS } from './wording-elements.js';

/**
 * The elements and attributes of a dialog script: the master of `caruso-script.dtd`, `caruso-script.xsd` and the
 * reference page.
 */
export const scriptVocabulary = defineVocabulary({
  root: 'script',
  title: `CARUSO dialog script. Channels (on=) are ${Channel.options.join(' ')}`,
  elements: { ...HEAD_ELEMENTS, ...ASKING_ELEMENTS, ...WORDING_ELEMENTS, ...FLOW_ELEMENTS, ...SERVICE_ELEMENTS },
});
