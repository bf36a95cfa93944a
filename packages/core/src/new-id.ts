type WebCrypto = typeof globalThis.crypto;

/** A new identifier nobody else has: a random UUID (RFC 9562, version 4). */
export function newId(): string {
  // Browsers have randomUUID on pages with HTTPS only.
  const crypto: Partial<WebCrypto> & Pick<WebCrypto, 'getRandomValues'> = globalThis.crypto;
  return crypto.randomUUID?.() ?? randomUuid(crypto.getRandomValues(new Uint8Array(16)));
}

function randomUuid(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  });
  const parts = [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)];
  return parts.map((part) => part.join('')).join('-');
}
