import { LanguageErrors } from '@caruso/language';
import { compareModel } from '../check/check-model.js';
import { type CompileOptions, companiesIn, compileDocuments } from '../compile/compile-model.js';
import { diagramOf } from '../diagram/diagram.js';
import { toSvg } from '../diagram/to-svg.js';
import type { Model } from '../model/model.js';
import type { DraftDocument, ModelProblem, ModelReview } from './modeler-contract.js';
import { outlineOf } from './outline.js';

type Stores = Parameters<typeof compareModel>[1];

/** A model that was compiled as far as it goes. */
export interface CompiledDrafts {
  readonly model: Model;
  readonly problems: readonly ModelProblem[];
  readonly hasErrors: boolean;
}

/** Compiles the documents of a model, with the mapping of the company that is meant if it is among them. */
export function compileDrafts(
  documents: readonly DraftDocument[],
  { company, ...options }: CompileOptions,
): CompiledDrafts {
  const sources = documents.map(({ name, text }) => ({ file: name, text }));
  const isThere = company !== undefined && companiesIn(sources).includes(company);
  const { model, problems } = compileDocuments(sources, isThere ? { ...options, company } : options);
  return { model, problems: problems.all.map((each) => ({ ...each })), hasErrors: problems.hasErrors };
}

/** @throws LanguageErrors.InvalidDocument with everything that is wrong in them, when something is */
export function requireValid({ problems, hasErrors }: CompiledDrafts): void {
  const first = problems.find(({ severity }) => severity === 'error');
  if (hasErrors && first) throw new LanguageErrors.InvalidDocument({ file: first.file, diagnostics: problems });
}

/** Looks at documents from all sides: what is wrong with them, what they describe, and whether the databases have it. */
export async function reviewModel(compiled: CompiledDrafts, storage: Stores): Promise<ModelReview> {
  const { model, problems, hasErrors } = compiled;
  if (model.objects.size === 0) return { problems: [...problems] };
  const found = hasErrors ? [] : await compared(model, storage);
  const diagram = diagramOf(model);
  const { width, height, boxes } = diagram.layout;
  const picture = { svg: toSvg(diagram), width: Math.ceil(width), height: Math.ceil(height) };
  const placed = [...boxes.values()].map((box) => ({
    ...{ name: box.name, x: box.x, y: box.y, width: box.width, height: box.height },
  }));
  return { problems: [...problems, ...found], objects: outlineOf(model), picture: { ...picture, boxes: placed } };
}

async function compared(model: Model, storage: Stores): Promise<ModelProblem[]> {
  const { diagnostics, awaited, silent } = await compareModel(model, storage);
  const unheard = [...silent].map(([store, thrown]): ModelProblem => {
    const place = [...model.objects.values()].find(({ mapping }) => mapping?.store === store)?.mapping?.storePlace;
    const { line = 1, column = 1 } = place === undefined ? {} : place.source.positionOf(place.start);
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const message = `The store '${store}' does not answer, so nothing is compared with it: ${reason}`;
    return { severity: 'warning', code: 'silent-store', message, file: place?.source.file ?? '', line, column };
  });
  return [...diagnostics, ...[...awaited.values()].flat(), ...unheard];
}
