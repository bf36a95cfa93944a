import type { Codec } from './codec.js';
import { Misfit } from './misfit.js';

/** UUIDs kept as their 16 bytes. */
export function uuidBytes(bytesOf: (stored: unknown) => Uint8Array): Codec {
  return {
    encode: (value) => Buffer.from(String(value).replaceAll('-', ''), 'hex'),
    decode(stored) {
      const bytes = bytesOf(stored);
      if (bytes.length !== 16) throw new Misfit(`${bytes.length} bytes instead of 16`);
      return Buffer.from(bytes)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    },
  };
}
