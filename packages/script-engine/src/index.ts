export { type Complaint, type ComplaintCode, complaintText } from './answer/complaint.js';
export { judgeType, type TypeContext, type TypeVerdict } from './answer/judge-type.js';
export type { Objection } from './answer/objection.js';
export { checkScript } from './check/check-script.js';
export { type Proof, proveScript } from './check/prove-script.js';
export type { ScriptFile } from './check/script-library.js';
export type { ScriptOptions } from './check/script-options.js';
export { type ScriptEngineOptions, scriptEngine } from './component.js';
export {
  Address,
  Channel,
  type DialogHistory,
  type DialogStatistics,
  type DialogSummary,
  Dialogs,
  FileReference,
  type MigrationOutcome,
  QuestionType,
  type RichText,
  type Screen,
} from './contract.js';
export { diffScripts } from './diff/diff-scripts.js';
export type { ChangePlace, ScriptChange } from './diff/script-change.js';
export { ScriptErrors } from './errors.js';
export { formatScript } from './format/format-script.js';
export { scriptGraph } from './graph/build-graph.js';
export type { Frame, GraphLayout, PlacedEdge, PlacedNode, Point, Rectangle } from './graph/graph-layout.js';
export { graphToMermaid } from './graph/graph-to-mermaid.js';
export { graphToSvg } from './graph/graph-to-svg.js';
export { layOutGraph } from './graph/lay-out-graph.js';
export type { GraphEdge, GraphEdgeKind, GraphNode, GraphNodeKind, ScriptGraph } from './graph/script-graph.js';
export { type ImportedForm, importXForm } from './import-xform/import-xform.js';
export { type CompiledScript, compileScript } from './machine/compile-script.js';
export type { DialogFacts, Failure } from './machine/dialog-context.js';
export { type ChatTurn, chatTurn } from './present/chat/chat-turn.js';
export { type ChatInput, readMessage } from './present/chat/read-message.js';
export { renderScreen } from './present/render-screen.js';
export { type TerminalOptions, terminalLines } from './present/terminal-lines.js';
export type { VoiceInput } from './present/voice/key-table.js';
export { readKeys } from './present/voice/read-keys.js';
export type { VoicePrompt } from './present/voice/voice-prompts.js';
export { type VoiceExpectation, type VoiceTurn, voiceTurn } from './present/voice/voice-turn.js';
export type { AllPaths } from './rehearse/all-paths.js';
export type { CoveredPart } from './rehearse/coverage.js';
export { type RehearsalFile, readRehearsalFile } from './rehearse/read-rehearsals.js';
export type { RehearsalResult } from './rehearse/rehearse.js';
export { type ScriptReport, type TestScriptOptions, testScript } from './rehearse/test-script.js';
export { typeOfSchema } from './resolve/type-of-schema.js';
export type { LocalService } from './run/call-local.js';
export { type Reply, type RunOptions, runScript } from './run/run-script.js';
export type { ServiceCaller } from './session/carry-out.js';
export { DialogEngine, type DialogEngineParts } from './session/dialog-engine.js';
export type { GivenFile, KeptFile } from './session/file-answers.js';
export type { DialogFilter, DialogHead, Journal, StoredScript } from './session/journal.js';
export { MemoryJournal } from './session/memory-journal.js';
export { ScriptCatalogue } from './session/script-catalogue.js';
export type { DialogInput, StepEnvironment } from './step/dialog-input.js';
export type { DialogState } from './step/dialog-state.js';
export { evolve, replay } from './step/evolve.js';
export type { Draft, Fact, JournalEntry, Migration } from './step/journal-entry.js';
export type { Effect } from './step/pending-effect.js';
export { type Step, step } from './step/step.js';
export {
  type ExtractedTranslations,
  extractTranslations,
} from './translate/extract-translations.js';
export { type MergedTranslations, mergeTranslations } from './translate/merge-translations.js';
export { rehearsalVocabulary } from './vocabulary/rehearsal-vocabulary.js';
export { scriptVocabulary } from './vocabulary/script-vocabulary.js';
