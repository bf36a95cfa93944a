import { LARGEST_FILE, type Screen } from '@caruso/script-engine/contract';
import { z } from 'zod';
import { ContactCentreErrors } from '../../errors.js';

/** What a message of a visitor means to a dialog script; `ChatInput` of `@caruso/script-engine`. */
export type ChatInput =
  | { readonly type: 'answer'; readonly value: unknown }
  | { readonly type: 'branch'; readonly branch: string }
  | { readonly type: 'back' | 'next' | 'cancel' }
  | { readonly type: 'reply'; readonly text: string };

/** How a dialog script is led in writing: `chatTurn` and `readMessage` of `@caruso/script-engine`. */
export interface ChatPresenter {
  readonly chatTurn: (screen: Screen) => {
    readonly messages: readonly string[];
    readonly expect: 'message' | 'next' | 'end';
  };
  readonly readMessage: (screen: Screen, message: string) => ChatInput;
}

/** Who a visitor is, as the company's own page knows. */
export interface Visitor {
  /** The key of the customer. */
  readonly customer?: string;
  /** What agents read until they know the customer: a name or an address. */
  readonly name?: string;
}

/** What {@link webchat} takes. */
export interface WebchatOptions {
  /** Unique in an assembly; stays the same for ever. `webchat` if left out. */
  readonly id?: string;
  /** TCP port; 0 takes any that is free. */
  readonly port: number;
  /** Address to listen on; `127.0.0.1`, for a reverse proxy on this machine, if left out. */
  readonly host?: string;
  /** The pages that may embed the chat, by their origins: `https://www.stadtwerke.example`. */
  readonly origins: readonly string[];
  /** The name visitors read. */
  readonly company: string;
  /** What chats are addressed to; `numbers` of the contact centre says which queue or script answers. `webchat` if left out. */
  readonly address?: string;
  /** Lets a script answer first; without it only a queue can. */
  readonly bot?: ChatPresenter;
  /**
   * Says who is logged in to the page that embeds the chat, by what the page put into `data-identity`: a signed token for
   * example, which is to be checked here. Undefined means that it is not to be believed.
   */
  readonly identify?: (identity: string) => Promise<Visitor | undefined>;
  /** Whether the last address of `X-Forwarded-For` is the visitor's: true behind a reverse proxy, and only there. */
  readonly trustProxy?: boolean;
  readonly limits?: Partial<WebchatLimits>;
}

/** What keeps a chat from growing without end. */
export interface WebchatLimits {
  /** Characters of a message. */
  readonly text: number;
  /** Messages of a chat, those of the bot and the agents included. */
  readonly messages: number;
  /** Open connections, of all visitors and of one address. */
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** New chats of one address within ten minutes. */
  readonly chatsPerAddress: number;
  /** Messages of one connection within ten seconds. */
  readonly messagesPerTenSeconds: number;
  /** Files of a chat, those of the agents included; with 0 no visitor can send one to an agent. */
  readonly files: number;
  /** Bytes of a file, and of all files of a chat. */
  readonly fileBytes: number;
  readonly filesBytes: number;
  /** Bytes of files that are on their way at once, of all visitors. */
  readonly uploadBytes: number;
  /** Bytes that may wait for a visitor who does not read; then the connection ends, and the browser connects again. */
  readonly unreadBytes: number;
}

export const LIMITS: WebchatLimits = {
  text: 4_000,
  messages: 1_000,
  connections: 5_000,
  connectionsPerAddress: 50,
  chatsPerAddress: 50,
  messagesPerTenSeconds: 10,
  files: 20,
  fileBytes: LARGEST_FILE,
  filesBytes: 40_000_000,
  uploadBytes: 200_000_000,
  unreadBytes: 1_048_576,
};

const count = z.int().positive();
const callable = (name: string) =>
  z.custom<(...given: never[]) => unknown>((value) => typeof value === 'function', `the function ${name} is expected`);

const Options = z.strictObject({
  id: z.string().min(1).max(100).optional(),
  port: z.int().min(0).max(65_535),
  host: z.string().min(1).optional(),
  origins: z.array(z.string().refine(isOrigin, 'an origin such as https://www.stadtwerke.example is expected')),
  company: z.string().min(1).max(100),
  address: z.string().min(1).max(100).optional(),
  bot: z
    .strictObject({
      chatTurn: callable('chatTurn of @caruso/script-engine'),
      readMessage: callable('readMessage of @caruso/script-engine'),
    })
    .optional(),
  identify: callable('identify').optional(),
  trustProxy: z.boolean().optional(),
  limits: z
    .strictObject({
      text: count.max(16_000),
      messages: count.max(10_000),
      connections: count,
      connectionsPerAddress: count,
      chatsPerAddress: count,
      messagesPerTenSeconds: count,
      files: z.int().min(0).max(1_000),
      fileBytes: count.max(LARGEST_FILE),
      filesBytes: count,
      uploadBytes: count.min(LARGEST_FILE),
      unreadBytes: count,
    })
    .partial()
    .optional(),
});

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** @throws ContactCentreErrors.InvalidWebchat with everything that is wrong */
export function checkWebchatOptions(options: unknown): void {
  const { error } = Options.safeParse(options);
  if (!error) return;
  const problems = error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  throw new ContactCentreErrors.InvalidWebchat({ problems });
}
