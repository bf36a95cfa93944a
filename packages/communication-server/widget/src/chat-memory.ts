import type { PendingMessage } from './chat-state.js';

/** What a tab must remember to go on with its chat on the next page. */
export interface ChatMemory {
  readonly token: string;
  readonly pending: readonly PendingMessage[];
  readonly open: boolean;
}

const KEY = 'caruso-chat';

/**
 * The chat of this tab. It is kept as long as the tab is open and no longer, so that the next person at a shared computer
 * does not find it; a browser that keeps nothing has it until the page is left.
 */
export function recall(): ChatMemory | undefined {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return isMemory(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

export function remember(memory: ChatMemory): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // The browser keeps nothing, or no more: the chat goes on as long as this page.
  }
}

/** 256 random bits as base64url: who has them, has the chat. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function isMemory(found: unknown): found is ChatMemory {
  return (
    typeof found === 'object' &&
    found !== null &&
    'token' in found &&
    typeof found.token === 'string' &&
    'pending' in found &&
    Array.isArray(found.pending)
  );
}
