import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readKeys, voiceTurn } from '@caruso/script-engine';
import { describe, expect, it } from 'vitest';
import type { VoiceOptions } from '../../src/asterisk.js';
import { configuration } from '../support/centre.js';
import { Telephones } from '../support/telephone/telephones.js';
import { missing } from '../support/telephone/tools.js';
import { until } from '../support/telephone/until.js';

describe.skipIf(missing)(`a caller who waits${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const telephones = new Telephones();

  it('is told the place beside the music', async () => {
    telephones.pbx.tone('told', 620);
    const spoken: string[] = [];
    const speak: VoiceOptions['speak'] = ({ text, file }) => {
      spoken.push(text);
      return copyFile(join(telephones.pbx.sounds, 'told.wav'), file);
    };
    const announcement = { every: 5, language: 'en', place: 'You are number {place}.' };
    const queues = configuration.queues.map((queue) => (queue.id === 'service' ? { ...queue, announcement } : queue));
    const speechFolder = join(telephones.pbx.folder, 'announced');
    await telephones.centre.start({ voice: { voiceTurn, readKeys, speechFolder, speak } }, { queues });
    await telephones.caller('8001', '4930111');
    const second = await telephones.caller('8001', '4930222');
    await until(
      'two announcements are spoken',
      () => spoken,
      ({ length }) => length === 2,
    );
    expect(new Set(spoken)).toEqual(new Set(['You are number 1.', 'You are number 2.']));
    await telephones.hears(second, 620, { share: 0.5 });
  });
});
