export { compareDiagnostics, type Diagnostic, type Severity } from './diagnostics/diagnostic.js';
export { Diagnostics, type Span } from './diagnostics/diagnostics.js';
export { diagnosticLine, formatDiagnostic, formatDiagnostics } from './diagnostics/format-diagnostic.js';
export { SourceSlice } from './diagnostics/source-slice.js';
export { type Position, SourceText } from './diagnostics/source-text.js';
export { didYouMean, nearest } from './diagnostics/suggest.js';
export { insertElement } from './edit/insert-element.js';
export { moveElement } from './edit/move-element.js';
export type { NewElement } from './edit/new-element.js';
export { removeElement } from './edit/remove-element.js';
export { removeAttribute, setAttribute } from './edit/set-attribute.js';
export { setContent } from './edit/set-content.js';
export { setText } from './edit/set-text.js';
export { applyChanges, invertChanges, type TextChange } from './edit/text-change.js';
export { LanguageErrors } from './errors.js';
export type { Environment } from './expression/arithmetic.js';
export { type Expression, type Name, pathOf } from './expression/ast.js';
export { type CheckedExpression, checkExpression } from './expression/check-expression.js';
export { type CompilationResult, type CompiledExpression, compileExpression } from './expression/compile-expression.js';
export { type FunctionDefinition, usageOf } from './expression/function-definition.js';
export { functions } from './expression/functions.js';
export type { Parameter } from './expression/parameter.js';
export { type ParsedExpression, parseExpression } from './expression/parse-expression.js';
export {
  type CodeType,
  isAssignable,
  isUnknown,
  joinTypes,
  type ListType,
  type ObjectType,
  type Scope,
  type Type,
  type TypeKind,
  typeInWords,
  types,
} from './expression/type.js';
export type { PlainValue } from './expression/value.js';
export { formatXml } from './format/format-xml.js';
export {
  type CompiledTemplate,
  compileTemplate,
  type RenderedSegment,
  type Rendering,
  type TemplateResult,
} from './template/compile-template.js';
export { formatValue } from './template/format-value.js';
export { type Format, formats, type Locale } from './template/formats.js';
export { type FormatCall, type ParsedTemplate, parseTemplate, type TemplatePart } from './template/parse-template.js';
export { checkDocument } from './vocabulary/check-document.js';
export {
  anyOrder,
  atLeastOne,
  type Content,
  empty,
  mixed,
  type Occurrence,
  type SequencePart,
  sequence,
} from './vocabulary/content.js';
export { isNameToken, isXmlName, tokensOf } from './vocabulary/name-token.js';
export { readAttribute } from './vocabulary/read-attribute.js';
export { toDtd } from './vocabulary/to-dtd.js';
export { markdownTable, toReference } from './vocabulary/to-reference.js';
export { toXsd } from './vocabulary/to-xsd.js';
export {
  type AttributeDefinition,
  type AttributeType,
  defineVocabulary,
  type ElementDefinition,
  type Vocabulary,
} from './vocabulary/vocabulary.js';
export { isGerman, ownWords } from './words/own-words.js';
export { decodeXml } from './xml/decode-xml.js';
export { readXml } from './xml/read-xml.js';
export type { XmlLimits } from './xml/strict-pass.js';
export {
  elementsOf,
  textOf,
  type XmlAttribute,
  type XmlDocument,
  type XmlElement,
  type XmlNode,
  type XmlText,
} from './xml/xml-tree.js';
