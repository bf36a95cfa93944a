import { LARGEST_FILE } from '@caruso/script-engine/contract';
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FrontOfficeErrors } from '../errors.js';

/** A file as a form brings it. */
export interface UploadedFile {
  /** As the browser says; nobody has looked at it. */
  readonly name: string;
  readonly content: Buffer;
  /** It is larger than any that can be kept, and only its beginning has been read. */
  readonly isCut: boolean;
}

/** A form with a file in it (`multipart/form-data`). */
export class Upload {
  readonly fields: URLSearchParams;
  /** Undefined when none was chosen. */
  readonly file: UploadedFile | undefined;

  constructor(fields: URLSearchParams, file: UploadedFile | undefined) {
    this.fields = fields;
    this.file = file;
  }
}

const LIMITS = { fileSize: LARGEST_FILE, files: 1, fields: 20, fieldSize: 10_000, parts: 21, fieldNameSize: 100 };

/** Lets a server read such forms. They are held in memory, which is why there is one file in each, and a limit for it. */
export async function takeUploads(server: FastifyInstance): Promise<void> {
  await server.register(multipart, { limits: LIMITS, throwFileSizeLimit: false });
}

/**
 * Reads the form that a request brings.
 *
 * @throws FrontOfficeErrors.RequestRefused when it is none; errors of the status 413 when it has too many parts
 */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  const fields = new URLSearchParams();
  let file: UploadedFile | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields.append(part.fieldname, String(part.value));
      else file = (await readFile(part)) ?? file;
    }
  } catch (thrown) {
    if (thrown instanceof Error && 'statusCode' in thrown) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new FrontOfficeErrors.RequestRefused({ reason }, { cause: thrown });
  }
  return new Upload(fields, file);
}

/** A field in which no file was chosen comes as an empty one without a name. */
async function readFile(part: MultipartFile): Promise<UploadedFile | undefined> {
  const content = await part.toBuffer();
  const name = part.filename ?? '';
  return name === '' && content.length === 0 ? undefined : { name, content, isCut: part.file.truncated };
}
