import { Tabs } from '@mantine/core';
import { useMemo } from 'react';
import type { ModelProblem } from '../../../src/api-types.js';
import { Notice } from '../shared/notice.js';
import { Panel } from '../shared/panel.js';
import { ProblemList } from './problem-list.js';
import styles from './text-panel.module.css';
import type { TextSelection } from './text-selection.js';
import type { ModelDesk } from './use-model-desk.js';
import { XmlEditor } from './xml-editor.js';

export interface TextPanelProps {
  readonly desk: ModelDesk;
  /** The name of the document that is shown. */
  readonly document: string;
  readonly selected: TextSelection | undefined;
  readonly onDocument: (name: string) => void;
  readonly onProblem: (problem: ModelProblem) => void;
}

const NONE: readonly ModelProblem[] = [];

/** The documents as they are written, and what is wrong with them. */
export function TextPanel({ desk, document, selected, onDocument, onProblem }: TextPanelProps) {
  const { stored, texts, drafts, review, edit } = desk;
  const problems = review.data?.problems ?? NONE;
  const lines = useMemo(
    () => problems.filter(({ file }) => file === document).map(({ line }) => line),
    [problems, document],
  );
  const shown = stored.find(({ name }) => name === document);
  return (
    <Panel title="Documents">
      <div className={styles.parts}>
        <Tabs value={document} onChange={(name) => name !== null && onDocument(name)}>
          <Tabs.List>
            {stored.map(({ name }) => {
              const count = problems.filter(({ file }) => file === name).length;
              const isChanged = drafts.some((draft) => draft.name === name);
              return (
                <Tabs.Tab key={name} value={name}>
                  {name}
                  {isChanged && <span className={styles.changed}>changed</span>}
                  {count > 0 && <span className={styles.count}>{count === 1 ? '1 problem' : `${count} problems`}</span>}
                </Tabs.Tab>
              );
            })}
          </Tabs.List>
          {stored.map(({ name }) => (
            <Tabs.Panel key={name} value={name} className={styles.panel ?? ''}>
              {name === document && (
                <XmlEditor
                  name={name}
                  text={texts[name] ?? ''}
                  readOnly={edit.isPending || shown?.readonly !== undefined}
                  lines={lines}
                  selected={selected}
                  onChange={(text) => desk.type(name, text, Date.now())}
                />
              )}
            </Tabs.Panel>
          ))}
        </Tabs>
        {shown?.readonly !== undefined && (
          <Notice tone="info">
            {shown.name} can only be read: {shown.readonly}.
          </Notice>
        )}
        <ProblemList problems={problems} isChecked={desk.isChecked} onProblem={onProblem} />
      </div>
    </Panel>
  );
}
