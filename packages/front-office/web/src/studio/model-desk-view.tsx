import { useEffect, useState } from 'react';
import type { OpenedModel, OutlinedObject } from '../../../src/api-types.js';
import { ConflictDialog } from './conflict-dialog.js';
import { changedPart, offsetOf } from './documents.js';
import styles from './model-desk-view.module.css';
import { ModelPicture } from './model-picture.js';
import { ModelToolbar } from './model-toolbar.js';
import { ObjectsPanel } from './objects-panel.js';
import { SamplePanel } from './sample-panel.js';
import { SaveDialog } from './save-dialog.js';
import type { ChosenColumn, ChosenTarget } from './selection.js';
import { TablesPanel } from './tables-panel.js';
import { TextPanel } from './text-panel.js';
import type { TextSelection } from './text-selection.js';
import { useModelDesk } from './use-model-desk.js';
import { useUndoKeys } from './use-undo-keys.js';

export interface ModelDeskViewProps {
  readonly opened: OpenedModel;
  /** The names of all models. */
  readonly models: readonly string[];
  readonly onModel: (model: string) => void;
}

/** Tables, objects and texts side by side: a column that is mapped shows in all three. */
export function ModelDeskView({ opened, models, onModel }: ModelDeskViewProps) {
  const desk = useModelDesk(opened);
  const { model, texts, drafts, review, step, edit } = desk;
  const [place, setPlace] = useState(() => firstPlace(opened.review.objects ?? []));
  const [column, setColumn] = useState<ChosenColumn>();
  const [target, setTarget] = useState<ChosenTarget>();
  const [document, setDocument] = useState(desk.stored[0]?.name ?? '');
  const [selected, setSelected] = useState<TextSelection>();
  const [isSaving, setSaving] = useState(false);
  const [done, setDone] = useState('');
  // What the documents described before they could no longer be read.
  const [objects, setObjects] = useState(opened.review.objects ?? []);
  if (review.data?.objects && review.data.objects !== objects) setObjects(review.data.objects);
  const canMap = !edit.isPending && (review.data?.objects !== undefined || !desk.isChecked);

  useUndoKeys(step);
  useEffect(() => {
    if (drafts.length === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [drafts.length]);

  const show = (name: string, start: number, end: number) => {
    setDocument(name);
    setSelected((before) => ({ name, start, end, turn: (before?.turn ?? 0) + 1 }));
  };
  const map = (from: ChosenColumn, to: ChosenTarget) => {
    setColumn(from);
    edit.mutate(
      { column: from, target: to },
      {
        onSuccess: (edited) => {
          setTarget({ object: to.object, member: edited.member });
          setDone(edited.done);
          const changed = edited.changed.flatMap(({ name, text }) => {
            const part = changedPart(texts[name] ?? '', text);
            return part ? [{ name, ...part }] : [];
          });
          const shown = changed.find(({ name }) => name === document) ?? changed.at(-1);
          if (shown) show(shown.name, shown.start, shown.end);
        },
      },
    );
  };
  return (
    <main className={styles.main}>
      <ModelToolbar
        {...{ desk, models, onModel, column, target, canMap, done }}
        onMap={map}
        onSave={() => setSaving(true)}
      />
      <div className={styles.desk}>
        <TablesPanel {...{ model, objects, place, column }} onPlace={setPlace} onColumn={setColumn} />
        <ObjectsPanel {...{ objects, place, target, canMap }} onTarget={setTarget} onDrop={map} />
        <TextPanel
          {...{ desk, document, selected }}
          onDocument={setDocument}
          onProblem={({ file, line, column: at, length = 0 }) => {
            const start = offsetOf(texts[file] ?? '', line, at);
            show(file, start, start + length);
          }}
        />
        <SamplePanel {...{ model, place }} />
        <ModelPicture
          picture={review.data?.picture}
          {...(target === undefined ? {} : { chosen: target.object })}
          onObject={setTarget}
        />
      </div>
      <SaveDialog
        desk={desk}
        opened={isSaving && desk.conflict === undefined}
        onClose={() => setSaving(false)}
        onSaved={(names) => {
          setSaving(false);
          setDone(`${names.join(' and ')} saved. The running assembly takes the model over when it starts again.`);
        }}
      />
      <ConflictDialog desk={desk} onSettled={(take) => setSaving(take === 'mine')} />
    </main>
  );
}

/** Where most people begin: the table of the first object that has one. */
function firstPlace(objects: readonly OutlinedObject[]) {
  const first = objects.find(({ store, table }) => store !== undefined && table !== undefined);
  return { store: first?.store ?? '', table: first?.table ?? '' };
}
