import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A UDP port nobody listens at; even, as RTP wants it. */
export async function freeUdpPort(host = '127.0.0.1'): Promise<number> {
  for (;;) {
    const socket = createSocket('udp4').bind(0, host);
    await once(socket, 'listening');
    const { port } = socket.address();
    socket.close();
    if (port % 2 === 0) return port;
  }
}
