#!/usr/bin/env node
import { existsSync } from 'node:fs';

const command = new URL('../dist/caruso.js', import.meta.url);
if (existsSync(command)) await import(command.href);
else {
  console.error('The packages of this clone are not built yet. Type "npm run build" in its folder.');
  process.exitCode = 1;
}
