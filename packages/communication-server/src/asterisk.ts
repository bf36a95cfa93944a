export { asterisk } from './gateways/asterisk/asterisk.js';
export type { AsteriskOptions } from './gateways/asterisk/asterisk-options.js';
export type { KeyedInput, Prompt, Speak, Turn, VoiceOptions } from './gateways/asterisk/voice/voice-options.js';
