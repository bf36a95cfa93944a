export { frontOffice } from './component.js';
export { FrontOffice } from './contract.js';
export { FrontOfficeErrors } from './errors.js';
export type { FrontOfficeOptions } from './options.js';
