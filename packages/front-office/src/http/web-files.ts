import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '@caruso/service-manager';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { FrontOfficeErrors } from '../errors.js';
import { type Route, route } from './route.js';

/** Vite puts a hash of the content into the names of what lies here. */
const HASHED = 'assets/';
const YEAR_SECONDS = 31_536_000;
const Rest = z.object({ '*': z.string() });

/**
 * Serves the built web applications: files as they are, and `index.html` for each address the applications draw
 * themselves. Without a build every page says so; the API is there all the same.
 */
export async function webFiles(server: FastifyInstance, folder: string, log: Log): Promise<Route> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await server.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, dotfiles: 'deny' });
  } else {
    log.warn(new FrontOfficeErrors.WebNotBuilt({ folder }).message);
  }
  return route('GET /*', { params: Rest }, ({ params, request, reply }) => {
    const path = params['*'];
    if (path === 'api' || path.startsWith('api/')) {
      throw new FrontOfficeErrors.UnknownRoute({ method: request.method, path: `/${path}` });
    }
    if (!built) throw new FrontOfficeErrors.WebNotBuilt({ folder });
    if (path.startsWith(HASHED)) {
      return reply.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`).sendFile(path);
    }
    // Without an extension it is no file but a place inside an application.
    const page = !/\.[a-z0-9]+$/i.test(path);
    return reply.header('cache-control', 'no-cache').sendFile(page ? 'index.html' : path);
  });
}

/** Where the build of this package lies, both from the sources and from `dist`. */
export function builtWeb(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'dist', 'web');
}
