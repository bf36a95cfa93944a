import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pbx } from './pbx.js';
import { freePort } from './ports.js';

const HOST = '127.0.0.5';

const scenario = (to: string) => `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="forwarder">
  <recv request="INVITE" crlf="true"/>
  <send><![CDATA[
SIP/2.0 302 Moved Temporarily
[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag01[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:${to}@${HOST}>
Content-Length: 0

]]></send>
  <recv request="ACK"/>
</scenario>
`;

/** A telephone (sipp) that forwards every call to a number. */
export async function startForwarder(pbx: Pbx, to: string) {
  const port = await freePort(HOST);
  const file = join(pbx.folder, `forward-${port}.xml`);
  writeFileSync(file, scenario(to));
  const sipp = spawn('sipp', ['-i', HOST, '-p', String(port), '-sf', file, '-nostdin'], {
    cwd: pbx.folder,
    stdio: 'ignore',
  });
  return {
    /** Its address, as a telephone of Asterisk with the rules of an endpoint. */
    through: (endpoint: string) => `PJSIP/${endpoint}/sip:agent@${HOST}:${port}`,
    stop: async () => {
      const exited = once(sipp, 'exit');
      sipp.kill('SIGKILL');
      await exited;
    },
  };
}
