import { startAssembly, stderrLog } from '@caruso/service-manager';
import type { Command } from 'commander';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import { StopSignal } from '../stop-signal.js';
import { readableLog, type Terminal } from '../terminal.js';

interface StartOptions {
  readonly config: string;
  readonly json: boolean;
}

/** `caruso start`: runs an assembly until it is told to stop. */
export function addStart(program: Command, terminal: Terminal): void {
  program
    .command('start')
    .description('run an assembly until it gets SIGINT (Ctrl+C) or SIGTERM')
    .option('-c, --config <file>', 'the assembly', DEFAULT_CONFIG)
    .option('--json', 'log as lines of JSON', false)
    .action(async ({ config, json }: StartOptions) => {
      const assembly = await loadAssembly(config);
      const log = json ? stderrLog : readableLog(terminal);
      const stop = new StopSignal();
      try {
        const running = await startAssembly(assembly, { log, signal: stop.signal });
        const { length } = running.directory.entries();
        log.info(`${assembly.company} is up: ${length} ${length === 1 ? 'service' : 'services'}`);
        const greeting = await Promise.race([assembly.greeting?.(running), stop.received.then(() => undefined)]);
        if (greeting !== undefined) terminal.out(`\n${greeting}\n`);
        const signal = await stop.received;
        log.info(`${signal}: finishing what is in flight`);
        await running.stop();
        log.info('stopped');
      } finally {
        stop.dispose();
      }
    });
}
