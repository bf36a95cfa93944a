import { Tabs } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { OpenedScript, ScriptEdit, ScriptListing, ScriptProblem } from '../../../src/api-types.js';
import { Panel } from '../shared/panel.js';
import { ConflictDialog } from '../studio/conflict-dialog.js';
import { offsetOf } from '../studio/documents.js';
import { ProblemList } from '../studio/problem-list.js';
import type { TextSelection } from '../studio/text-selection.js';
import { useUndoKeys } from '../studio/use-undo-keys.js';
import { XmlEditor } from '../studio/xml-editor.js';
import { ElementPanel } from './element-panel.js';
import { PreviewPanel } from './preview-panel.js';
import { PublishDialog } from './publish-dialog.js';
import { RunPanel } from './run-panel.js';
import styles from './script-desk-view.module.css';
import { ScriptGraph } from './script-graph.js';
import { ScriptToolbar } from './script-toolbar.js';
import { StatisticsPanel } from './statistics-panel.js';
import { nodeAt, useScriptDesk } from './use-script-desk.js';
import { useStatistics } from './use-statistics.js';
import { VersionsPanel } from './versions-panel.js';

export interface ScriptDeskViewProps {
  readonly opened: OpenedScript;
  readonly scripts: readonly ScriptListing[];
  readonly onScript: (name: string) => void;
  readonly onCreated: (name: string) => void;
  readonly onListChanged: () => void;
}

/** A script as picture and as text side by side; what is chosen in one is shown in the other, and both can be changed. */
export function ScriptDeskView({ opened, scripts, onScript, onCreated, onListChanged }: ScriptDeskViewProps) {
  const desk = useScriptDesk(opened);
  const { name, text, picture, review, isChecked, edit } = desk;
  const [wanted, setWanted] = useState<string>();
  const [selected, setSelected] = useState<TextSelection>();
  const [tab, setTab] = useState('element');
  const [isPublishing, setPublishing] = useState(false);
  const [done, setDone] = useState('');
  const side = useRef<HTMLDivElement>(null);
  const chosen = picture?.nodes.find(({ key }) => key === wanted) ?? picture?.nodes[0];
  const problems = review.data?.problems ?? [];
  const statistics = useStatistics(name, tab === 'statistics');

  useUndoKeys(desk.step);
  useEffect(() => {
    if (!desk.isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [desk.isChanged]);

  const show = (start: number, end: number) =>
    setSelected((before) => ({ name, start, end, turn: (before?.turn ?? 0) + 1 }));
  const choose = (key: string) => {
    setWanted(key);
    const node = picture?.nodes.find((each) => each.key === key);
    if (node) show(node.start, Math.min(node.end, text.indexOf('>', node.start) + 1));
  };
  const change = (step: ScriptEdit) => {
    if (!desk.canEdit) {
      setDone('The text is being checked, or cannot be read: nothing was changed.');
      return;
    }
    edit.mutate(step, {
      onSuccess: ({ review: after, path }) => {
        // An element inside another is looked at in the form of what is around it.
        const key = path.map((_, at) => nodeAt(after.picture, path.slice(0, path.length - at))).find(Boolean);
        if (key === undefined) return;
        setWanted(key);
        const node = after.picture?.nodes.find((each) => each.key === key);
        if (node) show(node.start, node.start);
        setDone(sentenceOf(step));
      },
    });
  };
  const add = (element: string) => {
    if (!picture || !chosen) return;
    const { parent, index } = placeBehind(chosen.path, chosen.kind, element, picture.nodes);
    change({ insert: { parent, index, element } });
  };
  const goToProblem = ({ line, column, length = 1, node }: ScriptProblem) => {
    if (node !== undefined) setWanted(node);
    const start = offsetOf(text, line, column);
    show(start, start + length);
  };
  const moveChosen = (by: 1 | -1) => chosen && change({ move: { path: [...chosen.path], by } });
  const removeChosen = () => chosen && chosen.path.length > 0 && change({ remove: { path: [...chosen.path] } });

  return (
    <main className={styles.main}>
      <ScriptToolbar
        desk={desk}
        scripts={scripts}
        onScript={onScript}
        onCreated={onCreated}
        onAdd={add}
        onPublish={() => setPublishing(true)}
        onSave={() =>
          desk.save.mutate(undefined, {
            onSuccess: () => {
              setDone('The draft is saved. Dialogs are begun on it when it is published.');
              onListChanged();
            },
          })
        }
        done={done}
      />
      <div className={styles.desk}>
        <Panel title="Graph">
          <p id="graph-keys" className={styles.keys}>
            Arrow keys go from element to element, Enter to what can be changed; Alt with ↑ or ↓ moves an element,
            Delete removes it, Ctrl+Z undoes.
          </p>
          <div className={styles.graph}>
            {picture && (
              <ScriptGraph
                picture={picture}
                problems={problems}
                statistics={statistics.steps}
                chosen={chosen?.key}
                onChosen={choose}
                onEnter={() => {
                  setTab('element');
                  setTimeout(() => side.current?.querySelector<HTMLElement>('input, select, textarea')?.focus());
                }}
                onMove={moveChosen}
                onRemove={removeChosen}
              />
            )}
          </div>
        </Panel>
        <Panel title="XML">
          <div className={styles.text}>
            <XmlEditor
              name={name}
              text={text}
              readOnly={edit.isPending}
              lines={problems.map(({ line }) => line)}
              selected={selected}
              onChange={(to) => desk.type(to, Date.now())}
            />
            <ProblemList problems={problems} isChecked={isChecked} onProblem={goToProblem} />
          </div>
        </Panel>
        <Panel title={chosen?.heading ?? 'Nothing chosen'}>
          <div ref={side}>
            <Tabs value={tab} onChange={(to) => setTab(to ?? 'element')} keepMounted={false}>
              <Tabs.List className={styles.tabs ?? ''}>
                <Tabs.Tab value="element">Element</Tabs.Tab>
                <Tabs.Tab value="preview">Preview</Tabs.Tab>
                <Tabs.Tab value="run">Run</Tabs.Tab>
                <Tabs.Tab value="versions">Versions</Tabs.Tab>
                <Tabs.Tab value="statistics">Statistics</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="element" pt="sm">
                {chosen && <ElementPanel desk={desk} path={chosen.path} onEdit={change} />}
              </Tabs.Panel>
              <Tabs.Panel value="preview" pt="sm">
                {chosen && <PreviewPanel desk={desk} path={chosen.path} />}
              </Tabs.Panel>
              <Tabs.Panel value="run" pt="sm">
                <RunPanel desk={desk} onNode={choose} />
              </Tabs.Panel>
              <Tabs.Panel value="versions" pt="sm">
                <VersionsPanel desk={desk} />
              </Tabs.Panel>
              <Tabs.Panel value="statistics" pt="sm">
                <StatisticsPanel query={statistics.query} onNode={choose} />
              </Tabs.Panel>
            </Tabs>
          </div>
        </Panel>
      </div>
      {isPublishing && (
        <PublishDialog
          desk={desk}
          onClose={() => setPublishing(false)}
          onPublished={(version) => {
            setPublishing(false);
            setDone(`Version ${version} is live: new dialogs are begun on it.`);
            onListChanged();
          }}
        />
      )}
      <ConflictDialog desk={desk} onSettled={() => setDone('')} />
    </main>
  );
}

const sentenceOf = (edit: ScriptEdit) => {
  if ('insert' in edit) return `A new ${edit.insert.element} stands in the script.`;
  if ('move' in edit) return edit.move.by < 0 ? 'Moved up.' : 'Moved down.';
  if ('remove' in edit) return 'Removed. Ctrl+Z brings it back.';
  return 'Changed.';
};

/** Where one more element goes: behind the chosen one, in a section or branch before all others; a branch behind everything. */
function placeBehind(
  path: readonly number[],
  kind: string,
  element: string,
  nodes: readonly { readonly path: readonly number[] }[],
): { parent: number[]; index: number } {
  if (element === 'branch') return { parent: [], index: Math.max(...nodes.map((node) => node.path[0] ?? 0)) + 1 };
  if (kind === 'section' || kind === 'branch') return { parent: [...path], index: 0 };
  if (path.length === 0) return { parent: [], index: Math.min(...nodes.flatMap((node) => node.path[0] ?? [])) };
  return { parent: path.slice(0, -1), index: (path.at(-1) ?? 0) + 1 };
}
