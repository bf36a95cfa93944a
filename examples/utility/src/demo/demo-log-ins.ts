import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { numberOf } from './generate.js';

const USERS = [
  { login: 'agent1', name: 'Agent One', role: 'agent', agent: 'agent1' },
  { login: 'agent2', name: 'Agent Two', role: 'agent', agent: 'agent2' },
  { login: 'supervisor', name: 'Supervisor', role: 'supervisor', agent: 'supervisor' },
  { login: 'administrator', name: 'Administrator', role: 'administrator' },
  { login: 'customer1', name: 'Customer One', role: 'customer', customer: numberOf(1) },
] as const;

const Passwords = z.record(z.string(), z.string());

/**
 * The users of the demo. Their passwords are made up when they are first needed and kept in a file beside the demo's data,
 * so that none stands in the sources.
 */
export function demoLogIns(file: string) {
  const known = existsSync(file) ? Passwords.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const logIns = USERS.map((user) => ({
    ...user,
    password: known[user.login] ?? randomBytes(6).toString('base64url'),
  }));
  const passwords = Object.fromEntries(logIns.map(({ login, password }) => [login, password]));
  if (USERS.some(({ login }) => known[login] === undefined)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ ...known, ...passwords }, null, 2)}\n`, { mode: 0o600 });
  }
  return logIns;
}
