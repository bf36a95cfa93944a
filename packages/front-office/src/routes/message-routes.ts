import { Readable } from 'node:stream';
import { z } from 'zod';
import type { AttachFileRequest, FilledTemplate, SendMessageRequest } from '../api-types.js';
import type { Limits } from '../http/limits.js';
import { params, type Route, route } from '../http/route.js';
import { agentOf } from '../session/identity.js';
import { contactOfAgent } from './agent-routes.js';
import type { Services } from './services.js';

const SendMessage: z.ZodType<Required<SendMessageRequest>> = z.object({
  message: z.uuid(),
  text: z.string().trim().min(1).max(100_000),
  attachments: z.array(z.string().max(100)).max(10).default([]),
});
const AttachFile: z.ZodType<AttachFileRequest> = z.object({ name: z.string().max(1_000), content: z.base64() });
/** A text of 100,000 characters of four bytes, escaped. */
const MESSAGE_BYTES = 1_000_000;
/** The largest file in base64, and what stands around it. */
const ATTACH_BYTES = 14_100_000;

/** What agents read and write in chats and mails, and hear of messages left by telephone. */
export function messageRoutes(services: Services, limits: Limits): Route[] {
  const { centre } = services;
  const ofContact = params('contact');
  return [
    route(
      'GET /api/agent/contacts/:contact/messages',
      { params: ofContact },
      async ({ session, params: { contact } }) => {
        await contactOfAgent(services, agentOf(session), contact);
        return centre.messages({ contact });
      },
    ),
    route(
      'POST /api/agent/contacts/:contact/messages',
      { params: ofContact, body: SendMessage, bodyLimit: MESSAGE_BYTES },
      ({ session, params, body }) => centre.sendMessage({ agent: agentOf(session), ...params, ...body }),
    ),
    route(
      'POST /api/agent/contacts/:contact/messages/:message/files',
      { params: z.object({ contact: z.string(), message: z.uuid() }), body: AttachFile, bodyLimit: ATTACH_BYTES },
      async ({ session, params, body: { name, content }, request }) => {
        await limits.files(request);
        return centre.attach({ agent: agentOf(session), ...params, name, base64: content });
      },
    ),
    route(
      'GET /api/agent/contacts/:contact/templates',
      { params: ofContact },
      async ({ session, params: { contact } }): Promise<readonly FilledTemplate[]> => {
        const agent = agentOf(session);
        await contactOfAgent(services, agent, contact);
        return centre.templates({ agent, contact });
      },
    ),
    route('POST /api/agent/contacts/:contact/typing', { params: ofContact }, ({ session, params }) =>
      centre.typing({ agent: agentOf(session), ...params }),
    ),
    route(
      'GET /api/agent/contacts/:contact/attachments/:attachment',
      { params: params('contact', 'attachment') },
      async ({ session, params: { contact, attachment }, reply }) => {
        await contactOfAgent(services, agentOf(session), contact);
        const known = (await centre.messages({ contact })).flatMap(({ attachments }) => attachments);
        const name = known.find((one) => one.attachment === attachment)?.name ?? 'attachment';
        const pieces = centre.attachment({ contact, attachment });
        // What strangers have sent is saved and never shown by the browser: it would run with the agent’s rights.
        return reply
          .headers({
            'content-type': 'application/octet-stream',
            'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
          })
          .send(Readable.from(bytesOf(pieces)));
      },
    ),
    route(
      'GET /api/agent/contacts/:contact/voicemail',
      { params: ofContact },
      async ({ session, params: { contact }, reply }) => {
        await contactOfAgent(services, agentOf(session), contact);
        const { base64 } = await centre.voicemail({ contact });
        return reply.header('cache-control', 'private, no-store').type('audio/wav').send(Buffer.from(base64, 'base64'));
      },
    ),
  ];
}

async function* bytesOf(pieces: AsyncIterable<{ readonly base64: string }>): AsyncGenerator<Buffer> {
  for await (const { base64 } of pieces) yield Buffer.from(base64, 'base64');
}
