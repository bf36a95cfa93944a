import { memo } from 'react';
import type { ModelReview } from '../../../src/api-types.js';
import { Notice } from '../shared/notice.js';
import { Panel } from '../shared/panel.js';
import styles from './model-picture.module.css';
import type { ChosenTarget } from './selection.js';

export interface ModelPictureProps {
  readonly picture: ModelReview['picture'];
  /** The object that is chosen. */
  readonly chosen?: string;
  readonly onObject: (object: ChosenTarget) => void;
}

/** The objects of the model and their links, drawn anew with each change; a click chooses an object. */
export const ModelPicture = memo(function ModelPicture({ picture, chosen, onObject }: ModelPictureProps) {
  return (
    <Panel title="Diagram">
      {picture ? (
        <section className={styles.scroll} aria-label="Diagram of the model">
          <div className={styles.picture} style={{ width: picture.width, height: picture.height }}>
            <img
              alt={`${picture.boxes.length} objects and their links`}
              width={picture.width}
              height={picture.height}
              src={`data:image/svg+xml,${encodeURIComponent(picture.svg)}`}
            />
            {picture.boxes.map(({ name, x, y, width, height }) => (
              <button
                key={name}
                type="button"
                className={styles.box}
                style={{ left: x, top: y, width, height }}
                aria-label={`Choose ${name}`}
                aria-pressed={name === chosen}
                onClick={() => onObject({ object: name })}
              />
            ))}
          </div>
        </section>
      ) : (
        <Notice tone="info">There is nothing to draw while the documents cannot be read.</Notice>
      )}
    </Panel>
  );
});
