import '@xyflow/react/dist/base.css';
import { type Node, ReactFlow, ReactFlowProvider, useReactFlow, ViewportPortal } from '@xyflow/react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import type { ScriptProblem, StepStatistics, StudioNode, StudioPicture } from '../../../src/api-types.js';
import { ElementList } from './element-list.js';
import { GraphLines } from './graph-lines.js';
import { GraphNode, type GraphNodeData } from './graph-node.js';
import styles from './script-graph.module.css';

export interface ScriptGraphProps {
  readonly picture: StudioPicture;
  readonly problems: readonly ScriptProblem[];
  /** What happened at the steps, by their keys; empty while nobody looks at it. */
  readonly statistics: ReadonlyMap<string, StepStatistics>;
  /** The key of the node that is chosen. */
  readonly chosen: string | undefined;
  readonly onChosen: (key: string) => void;
  /** Enter on a node: on to what can be changed of it. */
  readonly onEnter: () => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

const TYPES = { script: GraphNode };
/** How far from the edge of the view a node that is gone to is kept, and the first one lies at most. */
const NEAR = 10;

/** The picture of a script. One stop of the tab key: inside, arrow keys go from element to element in their order. */
export function ScriptGraph(props: ScriptGraphProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  );
}

function Graph({ picture, problems, statistics, chosen, onChosen, onEnter, onMove, onRemove }: ScriptGraphProps) {
  const flow = useReactFlow();
  const box = useRef<HTMLDivElement>(null);
  const wrong = useMemo(() => worstOf(problems), [problems]);
  const nodes = useFlowNodes(picture, wrong, statistics, chosen);
  const at = picture.nodes.findIndex(({ key }) => key === chosen);

  useEffect(() => {
    const node = picture.nodes.find(({ key }) => key === chosen);
    if (node && box.current) bringIntoView(flow, box.current, node);
  }, [chosen, picture, flow]);

  const keys = (event: KeyboardEvent) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      onMove(event.key === 'ArrowUp' ? -1 : 1);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') onEnter();
    else if (event.key === 'Delete') onRemove();
    else {
      const to = goTo(event.key, at, picture);
      const next = to === undefined ? undefined : picture.nodes[Math.min(Math.max(to, 0), picture.nodes.length - 1)];
      if (!next) return;
      onChosen(next.key);
    }
    event.preventDefault();
  };

  return (
    <div ref={box} className={styles.graph}>
      <ElementList nodes={picture.nodes} wrong={wrong} statistics={statistics} chosen={chosen} onKeyDown={keys} />
      <div className={styles.drawn} aria-hidden>
        <ReactFlow
          nodes={nodes}
          edges={[]}
          nodeTypes={TYPES}
          onNodeClick={(_, node) => onChosen(node.id)}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          onlyRenderVisibleElements
          minZoom={0.1}
          maxZoom={1.5}
          defaultViewport={{ x: 0, y: 0, zoom: 0.8 }}
          panOnScroll
          zoomOnDoubleClick={false}
          proOptions={{ hideAttribution: true }}
        >
          <ViewportPortal>
            <GraphLines picture={picture} />
          </ViewportPortal>
        </ReactFlow>
      </div>
    </div>
  );
}

/** Nodes keep their identity as long as nothing of them changes, so that few are drawn anew. */
function useFlowNodes(
  picture: StudioPicture,
  wrong: ReadonlyMap<string, ScriptProblem['severity']>,
  statistics: ReadonlyMap<string, StepStatistics>,
  chosen: string | undefined,
): Node<GraphNodeData>[] {
  const before = useRef(new Map<string, Node<GraphNodeData>>());
  return useMemo(() => {
    const next = picture.nodes.map((node): Node<GraphNodeData> => {
      const { key } = node;
      const data = { node, chosen: key === chosen, wrong: wrong.get(key), step: statistics.get(key) };
      const known = before.current.get(node.key);
      const isSame = known && Object.entries(data).every(([name, value]) => known.data[name] === value);
      if (isSame) return known;
      const { key: id, x, y, width, height } = node;
      return { id, type: 'script', position: { x, y }, width, height, data };
    });
    before.current = new Map(next.map((node) => [node.id, node]));
    return next;
  }, [picture, wrong, statistics, chosen]);
}

/** The worst that is wrong at each node. */
function worstOf(problems: readonly ScriptProblem[]): ReadonlyMap<string, ScriptProblem['severity']> {
  const wrong = new Map<string, ScriptProblem['severity']>();
  for (const { node, severity } of problems) {
    if (node !== undefined && wrong.get(node) !== 'error') wrong.set(node, severity);
  }
  return wrong;
}

/** Where a key leads: up and down in the order on paper, right along the first way, left back to what leads here. */
function goTo(key: string, at: number, { nodes, edges }: StudioPicture): number | undefined {
  const indexOf = (wanted: string | undefined) => {
    const found = nodes.findIndex((node) => node.key === wanted);
    return found < 0 ? undefined : found;
  };
  const here = nodes[at]?.key;
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'ArrowRight':
      return indexOf(edges.find(({ from }) => from === here)?.to);
    case 'ArrowLeft':
      return indexOf(edges.find(({ to }) => to === here)?.from);
    case 'Home':
      return 0;
    case 'End':
      return nodes.length - 1;
    case 'PageDown':
      return at + 8;
    case 'PageUp':
      return at - 8;
    default:
      return undefined;
  }
}

function bringIntoView(flow: ReturnType<typeof useReactFlow>, box: HTMLElement, node: StudioNode): void {
  const { x, y, zoom } = flow.getViewport();
  const [left, top] = [node.x * zoom + x, node.y * zoom + y];
  const [right, bottom] = [left + node.width * zoom, top + node.height * zoom];
  const [fitsAcross, fitsDown] = [
    left >= 0 && right <= box.clientWidth,
    top >= NEAR && bottom <= box.clientHeight - NEAR,
  ];
  if (fitsAcross && fitsDown) return;
  void flow.setViewport({
    x: fitsAcross ? x : NEAR - node.x * zoom,
    y: fitsDown ? y : Math.min(NEAR, box.clientHeight / 3 - node.y * zoom),
    zoom,
  });
}
