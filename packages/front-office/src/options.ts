import { z } from 'zod';
import { FrontOfficeErrors } from './errors.js';

const Password = z.union([
  z.string().min(8, 'a password has at least 8 characters').max(200),
  z.custom<() => string | Promise<string>>((value) => typeof value === 'function', 'a text or a function is expected'),
]);

/** A user who is created at the first start; of an existing one of the same login and role only the agent changes, where one is named. */
const SeedUser = z
  .object({
    login: z.string().trim().min(1).max(100),
    name: z.string().min(1).max(200),
    role: z.enum(['agent', 'supervisor', 'administrator', 'customer']),
    /**
     * Id of the agent in the contact centre. For the role `agent`: who he is; without it the login. For the role `supervisor`: the one
     * whose telephone rings when he listens to a conversation; without it he can listen to none.
     */
    agent: z
      .string()
      .min(1)
      .max(100)
      .regex(/^[^:]+$/, 'an agent’s id has no colon')
      .optional(),
    /** Key of the customer, for the role `customer`. */
    customer: z.string().min(1).max(200).optional(),
    /** The password, or what fetches it, asked only when the user is created. */
    password: Password,
  })
  .refine(({ role, customer }) => role !== 'customer' || customer !== undefined, {
    path: ['customer'],
    message: 'a user of the role customer needs the key of the customer he is',
  });

const Options = z.object({
  /** TCP port; 0 takes any that is free. */
  port: z.int().min(0).max(65_535),
  /** Address to listen on; `0.0.0.0` opens the front office to other machines. */
  host: z.string().min(1).default('127.0.0.1'),
  /** The company as users read it. */
  company: z.string().min(1).max(100).default('CARUSO'),
  customer: z.strictObject({
    /** The object type of customers. */
    object: z.string().min(1),
    /** The script input that takes the customer's key. */
    customerInput: z.string().min(1).default('customer'),
    /** The script input that takes the contact's id. */
    contactInput: z.string().min(1).default('contact'),
  }),
  selfService: z
    .object({
      /** Heading of the self-service pages. */
      title: z.string().min(1).max(100).default('Self-service'),
      /** What the contacts of self-service are addressed to in the contact centre. */
      address: z.string().min(1).max(100).default('self-service'),
    })
    .prefault({}),
  users: z.array(SeedUser).default([]),
  /** Cookies only over HTTPS; set it wherever the front office is reached by https. */
  secureCookies: z.boolean().default(false),
  /** Whose `X-Forwarded-For` is believed: `true`, or addresses of the proxies. Limits count by address. */
  trustProxy: z.union([z.boolean(), z.string(), z.array(z.string())]).default(false),
  /** How long a session lasts without use, and at most. */
  session: z
    .object({
      idleMinutes: z
        .number()
        .positive()
        .default(8 * 60),
      longestHours: z.number().positive().default(16),
    })
    .prefault({}),
  /** Attempts to log in that are let through, right or wrong; a whole site may come from one address at shift start. */
  attempts: z
    .object({
      perLogin: z.int().positive().default(10),
      perAddress: z.int().positive().default(300),
      minutes: z.number().positive().default(5),
    })
    .prefault({}),
  /** The store with the users and sessions. */
  store: z.string().min(1).default('system'),
  /** Folder of the built web applications, when it is not the one of this package. */
  web: z.string().min(1).optional(),
});

/** What an assembly says about its front office. */
export type FrontOfficeOptions = z.input<typeof Options>;
/** The same with all defaults. */
export type FrontOfficeSettings = z.output<typeof Options>;
export type SeedUser = FrontOfficeSettings['users'][number];

/** The id of the agent that a user is, or whose telephone he has; undefined when there is none. */
export function agentOfUser({ role, login, agent }: Pick<SeedUser, 'role' | 'login' | 'agent'>): string | undefined {
  if (role === 'agent') return agent ?? login;
  return role === 'supervisor' ? agent : undefined;
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws FrontOfficeErrors.BadOptions naming each option that cannot be used
 */
export function readOptions(options: FrontOfficeOptions): FrontOfficeSettings {
  const result = Options.safeParse(options);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new FrontOfficeErrors.BadOptions({ issues });
}
