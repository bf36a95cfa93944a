import { type Diagnostic, LanguageErrors, readXml, SourceText } from '@caruso/language';
import { checkScript } from '../check/check-script.js';
import type { ScriptOptions } from '../check/script-options.js';
import { scriptGraph } from '../graph/build-graph.js';
import { edgesFrom } from '../graph/edges-from.js';
import { layOutGraph } from '../graph/lay-out-graph.js';
import { pathOf } from '../graph/path-of.js';
import { headingOf, sayNode } from '../graph/say-node.js';
import { buildScript } from '../model/build-script.js';
import { pathsOf } from './element-at.js';
import type { ScriptProblem, ScriptReview, StudioNode, StudioPicture } from './studio-contract.js';

/** Everything that is shown of a text while it is written: what is wrong with it, and its ways as a picture. */
export function reviewDraft(name: string, text: string, options: ScriptOptions): ScriptReview {
  const found = checkScript(text, name, options);
  const picture = drawn(name, text);
  if (!picture)
    return { id: '', version: '', languages: [], channels: [], problems: found.map((each) => problem(each)) };
  const { id, version, languages, channels } = picture.script;
  const source = new SourceText(text, name);
  const problems = found.map((each) => {
    const offset = offsetOf(source, each);
    // The innermost element begins last.
    const node = picture.nodes.findLast(({ start, end }) => start <= offset && offset < end);
    return problem(each, node?.key);
  });
  const { script: _, ...shown } = picture;
  return { id, version, languages: [...languages], channels: [...channels], problems, picture: shown };
}

function problem(
  { severity, code, message, hint, file, line, column, length }: Diagnostic,
  node?: string,
): ScriptProblem {
  return {
    ...{ severity, code, message, file, line, column },
    ...(hint === undefined ? {} : { hint }),
    ...(length === undefined ? {} : { length }),
    ...(node === undefined ? {} : { node }),
  };
}

function offsetOf(source: SourceText, { line, column }: Diagnostic): number {
  let [low, high] = [0, source.text.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const at = source.positionOf(middle);
    if (at.line < line || (at.line === line && at.column < column)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function drawn(name: string, text: string): (StudioPicture & { script: ReturnType<typeof buildScript> }) | undefined {
  try {
    const document = readXml(text, name);
    const paths = pathsOf(document);
    const layout = layOutGraph(scriptGraph(text, name));
    const titles = new Map(layout.nodes.map(({ node }) => [node.key, node.title]));
    const out = edgesFrom(layout.edges.map(({ edge }) => edge));
    const nodes = layout.nodes.map(({ node, ways, x, y, width, height }): StudioNode => {
      const { key, kind, title, detail, text: words, condition } = node;
      const place = paths.get(node.at.start);
      return {
        ...{ key, kind, title, x, y, width, height },
        ...(detail === undefined ? {} : { detail }),
        ...(words === undefined ? {} : { text: words }),
        ...(condition === undefined ? {} : { condition }),
        heading: headingOf(node),
        said: sayNode(node, out.get(key) ?? [], titles),
        ways: ways.map(({ label, to }) => ({ label: label ?? '', to: titles.get(to) ?? '' })),
        path: place?.path ?? [],
        start: place?.element.start ?? 0,
        end: place?.element.end ?? 0,
      };
    });
    const edges = layout.edges.map(({ edge: { key, from, to, kind }, points }) => ({
      ...{ key, from, to, kind },
      line: pathOf(points),
    }));
    const { width, height } = layout;
    const frames = layout.frames.map((frame) => ({ ...frame }));
    return { nodes, edges, frames, width, height, script: buildScript(document) };
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return undefined;
  }
}
