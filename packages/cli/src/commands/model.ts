import type { Command } from 'commander';
import { addApplied } from '../model/applied-command.js';
import { addModelApply } from '../model/apply-command.js';
import { addCheck } from '../model/check-command.js';
import { addDiagram } from '../model/diagram-command.js';
import { addIntrospect } from '../model/introspect-command.js';
import { addOutbox } from '../model/outbox-command.js';
import { addModelPlan } from '../model/plan-command.js';
import { addTypes } from '../model/types-command.js';
import type { Terminal } from '../terminal.js';

/** `caruso model`: work on the model of business objects. */
export function addModel(program: Command, terminal: Terminal, fail: () => void): void {
  const model = program.command('model').description('work on the model of business objects');
  addCheck(model, terminal, fail);
  addIntrospect(model, terminal);
  addDiagram(model, terminal);
  addTypes(model, terminal);
  addOutbox(model, terminal, fail);
  addModelPlan(model, terminal, fail);
  addModelApply(model, terminal, fail);
  addApplied(model, terminal);
}
