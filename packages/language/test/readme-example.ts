import {
  anyOrder,
  checkDocument,
  compileExpression,
  defineVocabulary,
  elementsOf,
  empty,
  formatDiagnostics,
  readXml,
  types,
} from '../src/index.js';

const jumps = defineVocabulary({
  root: 'jumps',
  elements: {
    jumps: { doc: 'Where to go.', content: anyOrder('go') },
    go: { doc: 'A jump.', attributes: { when: { type: 'expression', required: true } }, content: empty },
  },
});
const document = readXml('<jumps>\n  <go when="answers.reasn == \'move\'"/>\n</jumps>', 'move.xml');
const scope = new Map([['answers', types.object({ reason: types.code('reading', 'move') })]]);
const found = elementsOf(document.root, 'go').flatMap((go) => {
  const when = go.attributes.get('when');
  const compiled = when && compileExpression(when.slice, scope, types.yesno);
  return compiled && !compiled.ok ? compiled.diagnostics : [];
});
export const report = formatDiagnostics([...checkDocument(document, jumps), ...found], document.source);
