import type { Msg } from '@nats-io/transport-node';
import { z } from 'zod';
import { ServiceErrors } from '../errors.js';
import { jsonValue } from './json-payload.js';
import { CONTRACT_KEY } from './micro-documents.js';
import type { NatsLink } from './nats-link.js';

const Metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((metadata) => metadata ?? {});

/** What a service written with any library says of itself. Unknown fields are ignored, as ADR-32 may get more. */
const MicroService = z.object({
  name: z.string(),
  id: z.string(),
  version: z.string(),
  description: z
    .string()
    .nullish()
    .transform((description) => description ?? ''),
  metadata: Metadata,
  endpoints: z
    .array(
      z.object({
        name: z.string(),
        subject: z.string(),
        queue_group: z.string().nullish(),
        metadata: Metadata,
      }),
    )
    .nullish()
    .transform((endpoints) => endpoints ?? []),
});

/** An instance of a service of ADR-32, ours or anybody's. */
export type MicroService = z.output<typeof MicroService>;

/** Which services are looked for, and for how long. */
export interface MicroSearch {
  /** Kind of the services; all when left out. */
  readonly name?: string;
  /** One instance of that name. */
  readonly id?: string;
  /** Nobody is waited for longer than this. Default 2,000 ms. */
  readonly timeoutMs?: number;
  /** The search is over when for so long nobody has answered. Default 300 ms; with an `id` the first answer ends it. */
  readonly quietMs?: number;
}

/** Asks all services in NATS, or those of one name, what they are. Ours and those of others answer alike. */
export async function findMicroServices(link: NatsLink, search: MicroSearch = {}): Promise<readonly MicroService[]> {
  const found: MicroService[] = [];
  for (const answer of await answersTo(link, ['INFO', search.name, search.id], search)) {
    const read = MicroService.safeParse(readable(answer));
    if (read.success) found.push(read.data);
  }
  return found;
}

/** Whether an instance of a service is there; asked for with PING. */
export async function microServiceAnswers(
  link: NatsLink,
  name: string,
  id: string,
  timeoutMs: number,
): Promise<boolean> {
  return (await answersTo(link, ['PING', name, id], { id, timeoutMs })).length > 0;
}

/** The contracts that a service or an endpoint says it provides: `name@version`, several of a service separated by commas. */
export function contractsIn(metadata: Readonly<Record<string, string>>): readonly string[] {
  return metadata[CONTRACT_KEY]?.split(',').filter((contract) => contract !== '') ?? [];
}

/** Sends a question to everybody it concerns, and gathers the answers. */
async function answersTo(
  { connection }: NatsLink,
  tokens: readonly (string | undefined)[],
  { id, timeoutMs = 2_000, quietMs = 300 }: MicroSearch,
): Promise<readonly Msg[]> {
  const until = id === undefined ? ({ strategy: 'stall', stall: quietMs } as const) : ONE_ANSWER;
  const subject = ['$SRV', ...tokens.filter((token) => token !== undefined)].join('.');
  const answers: Msg[] = [];
  try {
    for await (const answer of await connection.requestMany(subject, '', { ...until, maxWait: timeoutMs })) {
      answers.push(answer);
    }
  } catch (problem) {
    if (isNobodyThere(problem)) return [];
    const place = { contract: '$SRV', operation: tokens[0] ?? '' };
    throw new (isRefused(problem) ? ServiceErrors.Forbidden : ServiceErrors.NotConnected)(place);
  }
  return answers;
}

const ONE_ANSWER = { strategy: 'count', maxMessages: 1 } as const;

function isRefused(problem: unknown): boolean {
  return problem instanceof Error && (problem.name === 'PermissionViolationError' || isRefused(problem.cause));
}

function isNobodyThere(problem: unknown): boolean {
  return problem instanceof Error && (problem.name === 'NoResponders' || isNobodyThere(problem.cause));
}

function readable(answer: Msg): unknown {
  try {
    return jsonValue(answer);
  } catch {
    return undefined;
  }
}
