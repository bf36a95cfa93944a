import { z } from 'zod';
import { ContactCentreErrors } from '../../errors.js';
import type { AriAccess } from './ari/ari-client.js';
import type { VoicemailOptions } from './voice/voice-message.js';
import type { VoiceOptions } from './voice/voice-options.js';

/** What {@link asterisk} takes. */
export interface AsteriskOptions extends AriAccess {
  /** Unique in an assembly; stays the same for ever. `asterisk` if left out. */
  readonly id?: string;
  /** How Asterisk dials a number: `PJSIP/{number}@trunk`. Needed for agents at a number and for outgoing calls. */
  readonly trunk?: string;
  /**
   * `at-once`, if left out: callers are answered when they arrive, and hear music. `with-agent`: they hear that it rings
   * until an agent talks to them.
   */
  readonly answer?: 'at-once' | 'with-agent';
  /** Classes of music on hold by queue; `default` for the others. */
  readonly music?: Readonly<Record<string, string>>;
  /** The folder into which finished recordings are fetched; they stay in Asterisk if left out. */
  readonly recordings?: string;
  /** What callers hear who are to leave a message. */
  readonly voicemail?: VoicemailOptions;
  /** How callers are led by dialog scripts; needed for numbers that lead to one. */
  readonly voice?: VoiceOptions;
}

const isFunction = (value: unknown) => typeof value === 'function';

const Options = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'an address such as http://127.0.0.1:8088 is expected' }),
  user: z.string().min(1),
  password: z.string().min(1, 'a password is expected; take it from the environment'),
  application: z.string().regex(/^[\w-]{1,40}$/, 'a name of up to 40 letters, digits, - and _ is expected'),
  id: z.string().min(1).optional(),
  trunk: z.string().includes('{number}', 'something like PJSIP/{number}@trunk is expected').optional(),
  answer: z.enum(['at-once', 'with-agent']).optional(),
  music: z.record(z.string(), z.string()).optional(),
  recordings: z.string().min(1).optional(),
  voicemail: z
    .strictObject({ greeting: z.string().min(1).optional(), longest: z.int().min(1).max(3_600).optional() })
    .optional(),
  voice: z
    .strictObject({
      voiceTurn: z.custom<VoiceOptions['voiceTurn']>(isFunction, 'voiceTurn of @caruso/script-engine is expected'),
      readKeys: z.custom<VoiceOptions['readKeys']>(isFunction, 'readKeys of @caruso/script-engine is expected'),
      speechFolder: z.string().min(1),
      speak: z.custom<VoiceOptions['speak']>(isFunction, 'a function that makes speech is expected').optional(),
      sounds: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});

/** @throws ContactCentreErrors.InvalidAsterisk with everything that is wrong */
export function checkAsteriskOptions(options: unknown): void {
  const { error } = Options.safeParse(options);
  if (!error) return;
  const problems = error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  throw new ContactCentreErrors.InvalidAsterisk({ problems });
}
