import type { Command } from 'commander';
import type { Terminal } from '../terminal.js';
import { addControlOptions, type ControlOptions } from './control-options.js';
import { milliseconds } from './entry-table.js';
import { drainedLines, receiptLines } from './outcome-lines.js';
import { withControl } from './reach-assembly.js';
import { readDuration } from './read-arguments.js';

interface ReplaceOptions extends ControlOptions {
  readonly inline: boolean;
  readonly probation?: number;
}

/** The commands that change something. */
export function addChanging(service: Command, terminal: Terminal, fail: () => void): void {
  const print = (json: boolean, value: unknown, lines: readonly string[]) =>
    terminal.out(json ? JSON.stringify(value) : lines.join('\n'));

  addControlOptions(
    service.command('replace <service> <module>').description('replace a service by a release, without losing a call'),
  )
    .option('--inline', 'run it in the thread of the assembly instead of a worker of its own', false)
    .option(
      '--probation <time>',
      'go back to the present version when a call fails within this time, e.g. 30s',
      readDuration,
    )
    .addHelpText('after', '\nThe module lies in the folder of releases (caruso service releases).')
    .action(async (name: string, module: string, options: ReplaceOptions) => {
      const { inline, probation } = options;
      const receipt = await withControl(options, (control) => {
        terminal.err(
          `starting ${module}${probation === undefined ? '' : `, then watching it for ${milliseconds(probation)}`} …`,
        );
        return control.replace({
          service: name,
          module,
          isolation: inline ? 'inline' : 'worker',
          ...(probation === undefined ? {} : { probation: { ms: probation } }),
        });
      });
      print(options.json, receipt, receiptLines(receipt));
      if (receipt.rolledBack !== undefined || receipt.lost > 0) fail();
    });

  addControlOptions(
    service.command('drain <service>').description('take a service out: calls in flight end, then it stops'),
  )
    .addHelpText('after', '\nThe exit code is 1 when calls were lost.')
    .action(async (name: string, options: ControlOptions) => {
      const drained = await withControl(options, (control) => control.drain({ service: name }));
      print(options.json, drained, drainedLines(name, drained));
      if (drained.lost > 0) fail();
    });

  addControlOptions(
    service.command('maintain <service>').description('let no new calls to a service; those in flight go on'),
  )
    .requiredOption('--reason <text>', 'why, for all who look')
    .action(async (name: string, options: ControlOptions & { readonly reason: string }) => {
      const { reason } = options;
      await withControl(options, (control) => control.maintain({ service: name, reason }));
      print(options.json, {}, [`${name} is in maintenance: ${reason}`]);
    });

  addControlOptions(service.command('resume <service>').description('end the maintenance of a service')).action(
    async (name: string, options: ControlOptions) => {
      await withControl(options, (control) => control.resume({ service: name }));
      print(options.json, {}, [`${name} takes calls again`]);
    },
  );

  const pin = addControlOptions(
    service
      .command('pin <company> <contract> [range]')
      .description('hold a company to versions of the providers of a contract, e.g. ^1.4'),
  ).option('--free', 'set it free again', false);
  pin.action(
    async (
      company: string,
      contract: string,
      range: string | undefined,
      options: ControlOptions & { readonly free: boolean },
    ) => {
      if ((range === undefined) !== options.free) pin.error('error: name a range, or say --free');
      const { chosen } = await withControl(options, async (control) => {
        await control.pin({ company, contract, range: range ?? null });
        return control.explain({ contract, company });
      });
      const held = range === undefined ? 'free in its choice of' : `held to ${range} of`;
      const served = chosen === undefined ? `nobody serves ${company} with it now, and its calls wait` : undefined;
      print(options.json, { chosen: chosen ?? null }, [
        `${company} is ${held} ${contract}`,
        ...(served ? [served] : []),
      ]);
    },
  );
}
