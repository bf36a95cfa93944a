import {
  countMisfits,
  loadModel,
  type Misfits,
  type Model,
  type ModelStep,
  modelContracts,
  openObjects,
  planChange,
} from '@caruso/business-objects';
import { systemClock } from '@caruso/core';
import { type Diagnostic, diagnosticLine } from '@caruso/language';
import { checkScript } from '@caruso/script-engine';
import type { Assembly } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { Command } from 'commander';
import { allContracts, loadAssembly } from '../load-assembly.js';
import { readText } from '../read-text.js';
import type { Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';

interface PlanOptions {
  readonly from: string;
  readonly to: string;
  readonly company?: string;
  readonly library?: string[];
  readonly config?: string;
  readonly scripts?: string[];
  readonly json: boolean;
}

type PlannedStep = Omit<ModelStep, 'held'> & { readonly misfits?: Misfits };

/** `caruso model plan`: what the next version of a model does to data, screens and scripts. */
export function addModelPlan(model: Command, terminal: Terminal, fail: () => void): void {
  model
    .command('plan')
    .description('say what a change of the model does to data, screens and scripts; nothing is changed')
    .requiredOption('--from <path>', 'the model as it is (a file or a folder)')
    .requiredOption('--to <path>', 'the model as it will be')
    .option('--company <name>', 'whose mapping, where there are several')
    .option('--library <path...>', 'where models lie that these extend (default: beside their folders)')
    .option('-c, --config <file>', 'the assembly in whose data values that do not fit are counted')
    .option('--scripts <file...>', 'dialog scripts that are held against both')
    .option('--json', 'print JSON', false)
    .action(async (options: PlanOptions) => {
      const { company, library } = options;
      const [from, to] = [options.from, options.to].map((path) => loadModel(path, { company, library })) as [
        Model,
        Model,
      ];
      const assembly = options.config === undefined ? undefined : await loadAssembly(options.config);
      const steps = await withCounts(planChange(from, to), from, assembly);
      const scripts = brokenScripts(options.scripts ?? [], from, to, assembly);
      terminal.out(
        options.json
          ? JSON.stringify({ from: from.version, to: to.version, steps, scripts })
          : linesOf(from, to, steps, scripts).join('\n'),
      );
      if (scripts.length > 0 || steps.some(isDangerous)) fail();
    });
}

const isDangerous = ({ effect, misfits }: PlannedStep) =>
  effect === 'drops' || (effect === 'narrows' && (misfits?.misfits ?? 1) > 0);

async function withCounts(
  steps: readonly ModelStep[],
  from: Model,
  assembly: Assembly | undefined,
): Promise<readonly PlannedStep[]> {
  if (assembly === undefined || !steps.some(({ held }) => held)) return steps.map(({ held: _, ...step }) => step);
  return readServices(assembly, [Storage.name], async (running) => {
    const objects = openObjects(from, { storage: running.get(Storage), clock: systemClock, zone: 'UTC' });
    const counted: PlannedStep[] = [];
    for (const { held, ...step } of steps) {
      counted.push(held === undefined ? step : { ...step, misfits: await countMisfits(objects, held) });
    }
    return counted;
  });
}

/** What is wrong with scripts over the new model and was not over the old one. */
function brokenScripts(
  files: readonly string[],
  from: Model,
  to: Model,
  assembly: Assembly | undefined,
): readonly Diagnostic[] {
  const others =
    assembly === undefined ? [] : allContracts(assembly).filter(({ name }) => !name.startsWith('objects.'));
  const find = (model: Model, file: string) =>
    checkScript(readText(file), file, { contracts: [...others, ...modelContracts(model)] });
  return files.flatMap((file) => {
    const before = new Set(find(from, file).map(diagnosticLine));
    return find(to, file).filter((diagnostic) => !before.has(diagnosticLine(diagnostic)));
  });
}

function linesOf(from: Model, to: Model, steps: readonly PlannedStep[], scripts: readonly Diagnostic[]): string[] {
  const lines = steps.flatMap((step) => [
    `${step.effect.padEnd(7)}  ${step.at}: ${step.message}`,
    ...(step.misfits === undefined ? [] : [`         ${countLine(step.misfits)}`]),
    ...(step.screens.length === 0 ? [] : [`         shown in ${step.screens.join(', ')}`]),
  ]);
  const dangerous = steps.filter(isDangerous).length;
  return [
    ...lines,
    ...scripts.map(diagnosticLine),
    `${from.name} ${from.version} to ${to.version}: ${steps.length} steps, ${dangerous} of them lose or refuse something; ${scripts.length} findings in scripts`,
  ];
}

function countLine({ objects, misfits, examples }: Misfits): string {
  const which = examples.length === 0 ? '' : `, such as ${examples.join(', ')}`;
  return `${misfits} of ${objects} objects do not fit${which}`;
}
