export { asterisk } from './gateways/asterisk/asterisk.js';
export type { AsteriskOptions } from './gateways/asterisk/asterisk-options.js';
export type { Speak } from './gateways/asterisk/voice/prompt-sounds.js';
export type { KeyedInput, Prompt, Turn, VoiceOptions } from './gateways/asterisk/voice/voice-options.js';
