export { asterisk } from './gateways/asterisk/asterisk.js';
export type { AsteriskOptions } from './gateways/asterisk/asterisk-options.js';
