import { type AssemblyPlan, type PlannedStart, plan } from '@caruso/service-manager';
import type { Command } from 'commander';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';

interface PlanOptions {
  readonly config: string;
  readonly json: boolean;
}

/** `caruso plan`: what would happen if the assembly were started. */
export function addPlan(program: Command, terminal: Terminal, fail: () => void): void {
  program
    .command('plan')
    .description('check an assembly without starting it: who starts when, who serves whom, and what stands against it')
    .option('-c, --config <file>', 'the assembly', DEFAULT_CONFIG)
    .option('--json', 'print JSON', false)
    .action(async ({ config, json }: PlanOptions) => {
      const planned = plan(await loadAssembly(config));
      terminal.out(json ? JSON.stringify(documentOf(planned)) : linesOf(planned).join('\n'));
      if (planned.problems.length > 0) fail();
    });
}

function linesOf({ order, blocked, problems }: AssemblyPlan): readonly string[] {
  return [
    ...order.flatMap((start, at) => startLines(start, at + 1)),
    ...(blocked.length > 0 ? [`cannot start: ${blocked.map(({ name }) => name).join(', ')}`] : []),
    ...problems.map(({ code, message }) => `error ${code}: ${message}`),
    `${order.length} can start, ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`,
  ];
}

function startLines({ component, needs }: PlannedStart, place: number): readonly string[] {
  const provides = component.provides.map(({ name, version }) => `${name} ${version}`).join(', ') || 'nothing';
  return [
    `${String(place).padStart(3)}. ${component.name}${component.version === undefined ? '' : ` ${component.version}`} provides ${provides}`,
    ...needs.map(({ requirement, from }) => {
      const nobody = requirement.optional ? 'nobody, which is allowed' : 'nobody';
      return `       ${requirement.contract.name} from ${from.map(({ name }) => name).join(' or ') || nobody}`;
    }),
  ];
}

function documentOf({ order, blocked, problems }: AssemblyPlan) {
  return {
    order: order.map(({ component: { name, version, provides }, needs }) => ({
      component: name,
      ...(version === undefined ? {} : { version }),
      provides: provides.map((contract) => ({ name: contract.name, version: contract.version })),
      needs: needs.map(({ requirement: { contract, optional }, from }) => ({
        contract: contract.name,
        version: contract.version,
        optional,
        from: from.map((provider) => provider.name),
      })),
    })),
    blocked: blocked.map(({ name }) => name),
    problems,
  };
}
