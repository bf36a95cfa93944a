import { z } from 'zod';

/** What is read of a channel, of all that Asterisk tells of it. */
export const AriChannel = z.object({
  /** Unique for ever: it holds the time at which Asterisk made it, unless whoever originated it chose another. */
  id: z.string(),
  name: z.string(),
  state: z.string(),
  caller: z.object({ name: z.string(), number: z.string() }),
  /** Where it is in the dialplan: the number called, and the application that has it, with what it was given. */
  dialplan: z.object({ exten: z.string(), app_name: z.string(), app_data: z.string() }),
});
export type AriChannel = z.infer<typeof AriChannel>;

/** Whether a channel leads into the dialplan and not to a telephone; by such a one a call is forwarded. */
export function isLocal({ name }: Pick<AriChannel, 'name'>): boolean {
  return name.startsWith('Local/');
}

export const AriBridge = z.object({ id: z.string(), bridge_type: z.string(), channels: z.array(z.string()) });
export type AriBridge = z.infer<typeof AriBridge>;

/** Asterisk itself. */
export const AriInfo = z.object({
  system: z.object({ version: z.string() }),
  status: z.object({ startup_time: z.string() }),
});
export type AriInfo = z.infer<typeof AriInfo>;
