import type { FileReference } from '@caruso/script-engine/contract';
import { create } from 'content-disposition';
import type { FastifyReply } from 'fastify';

/** Nothing of a file runs or is loaded, whatever browsers take it for. */
const FILE_POLICY = "default-src 'none'; sandbox";

/**
 * Answers with a file that somebody has sent: to be saved, never to be shown as a page of this host. `content` is base64.
 *
 * @see RFC 6266 for the name, which may hold any letters
 */
export function sendFile(reply: FastifyReply, file: FileReference & { readonly content: string }): FastifyReply {
  return reply
    .header('content-disposition', create(file.name))
    .header('content-security-policy', FILE_POLICY)
    .header('cache-control', 'private, no-store')
    .type(file.mediaType)
    .send(Buffer.from(file.content, 'base64'));
}
