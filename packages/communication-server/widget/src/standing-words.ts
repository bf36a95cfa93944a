import type { Standing } from '../../src/gateways/webchat/frames.js';
import type { Wording } from './wording.js';

/** How a chat stands, in a sentence or two. */
export function standingWords(standing: Standing | undefined, isConnected: boolean, words: Wording): string {
  if (!isConnected || !standing) return words.connecting;
  switch (standing.state) {
    case 'new':
      return words.write;
    case 'bot':
      return words.withBot;
    case 'waiting': {
      const { position, waitSeconds } = standing;
      const place = position === undefined ? words.waiting : words.place(position);
      return waitSeconds ? `${place} ${words.wait(Math.max(1, Math.round(waitSeconds / 60)))}` : place;
    }
    case 'talking':
      return standing.held ? words.held(standing.agent) : words.talking(standing.agent);
    case 'over':
      return words.over;
  }
}
