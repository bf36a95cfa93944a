import { type ContactCentreDocument, openCalendar, readContactCentre } from '@caruso/communication-server';
import { CarusoError } from '@caruso/core';
import { type Diagnostic, Diagnostics, elementsOf, LanguageErrors, readXml } from '@caruso/language';
import type { Command } from 'commander';
import { reloadLines } from '../contact-centre/reload-lines.js';
import { centreCommand } from '../contact-centre/with-centre.js';
import { readText } from '../read-text.js';
import type { ControlOptions } from '../service/control-options.js';
import { count, printFindings, type Subject, type Terminal } from '../terminal.js';

interface CheckOptions {
  readonly json: boolean;
}

interface ReloadOptions extends ControlOptions {
  readonly dryRun: boolean;
}

/** `caruso contact-centre`: works with the documents that say what a contact centre consists of. */
export function addContactCentre(program: Command, terminal: Terminal, fail: () => void): void {
  const centre = program
    .command('contact-centre')
    .description('work with the document of queues, agents, skills, hours and numbers');
  centre
    .command('check <file>')
    .description('find every mistake in the document of a contact centre, with its place')
    .option('--json', 'print the findings as JSON', false)
    .action(async (file: string, { json }: CheckOptions) => {
      const { found, subject } = await check(file);
      if (printFindings(terminal, found, json, subject)) fail();
    });
  centreCommand<readonly [], ReloadOptions>(
    centre
      .command('reload')
      .description('let the running assembly read its document again: what has changed applies at once')
      .option('--dry-run', 'only say what would change', false),
    terminal,
    async (running, { dryRun }) => {
      const value = await running.reloadConfiguration({ dryRun });
      return { value, text: reloadLines(value) };
    },
  );
}

async function check(file: string): Promise<{ readonly found: readonly Diagnostic[]; readonly subject?: Subject }> {
  try {
    const text = readText(file);
    const warnings: Diagnostic[] = [];
    const centre = readContactCentre(text, file, (found) => warnings.push(...found));
    return { found: [...warnings, ...(await holidayProblems(centre, text, file))], subject: subjectOf(file, centre) };
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return { found: thrown.data.diagnostics };
  }
}

/** Regions whose public holidays nobody knows; they are loaded for it, which reading a document alone does not do. */
async function holidayProblems(
  { calendars = {} }: ContactCentreDocument,
  text: string,
  file: string,
): Promise<readonly Diagnostic[]> {
  const { root, source } = readXml(text, file);
  const diagnostics = new Diagnostics(source);
  for (const element of elementsOf(root, 'calendar')) {
    const definition = calendars[element.attributes.get('id')?.value ?? ''];
    try {
      if (definition) await openCalendar(definition);
    } catch (thrown) {
      if (!CarusoError.is(thrown)) throw thrown;
      diagnostics.error('unknown-holidays', thrown.message, elementsOf(element, 'holidays')[0]?.tag ?? element.tag);
    }
  }
  return diagnostics.all;
}

function subjectOf(file: string, { queues, agents, numbers = {} }: ContactCentreDocument): Subject {
  const facts = { queues: queues.length, agents: agents.length, numbers: Object.keys(numbers).length };
  const counted = [count(facts.queues, 'queue'), count(facts.agents, 'agent'), count(facts.numbers, 'number')];
  return { line: `${file}: ${counted.join(', ')}`, facts: { file, ...facts } };
}
