import { Misfit } from './misfit.js';

/** Makes the function that turns a parameter into a type. */
export const cast = (type: string) => (placeholder: string) => `${placeholder}::${type}`;

/** The bytes that the server has written in hexadecimal digits. */
export function bytesOf(stored: string): Uint8Array {
  if (!stored.startsWith('\\x')) throw new Misfit('no binary value');
  return new Uint8Array(Buffer.from(stored.slice(2), 'hex'));
}
