import { expect, it } from 'vitest';
import { webchat } from './webchat.js';

const least = { port: 8081, company: 'Works', origins: ['https://www.works.test'] };

it('says everything that is wrong with the options at once', () => {
  const wrong = { ...least, port: 70_000, origins: ['https://www.works.test/', 'works.test'], limit: {} };
  expect(() => webchat(wrong)).toThrow(/port: .*origins\.0: an origin such as .*origins\.1: .*limit/s);
});

it('says that functions are missing of which the bot is made', () => {
  const bot = { chatTurn: 'chatTurn' };
  expect(() => webchat({ ...least, bot } as never)).toThrow(/bot\.chatTurn: .*bot\.readMessage: /s);
});

it('names the address that somebody has to answer', () => {
  expect(webchat(least).destinations).toEqual([{ to: 'webchat', where: 'the gateway "webchat"' }]);
});
