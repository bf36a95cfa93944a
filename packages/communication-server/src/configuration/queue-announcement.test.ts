import { describe, expect, it } from 'vitest';
import { announcementTexts, type QueueAnnouncement } from './queue-announcement.js';

const announcement: QueueAnnouncement = {
  every: 30,
  language: 'en',
  place: 'You are number {place}.',
  placeUpTo: 5,
  wait: 'It takes about {minutes} minutes.',
  waitUpTo: 900,
};

describe('the announcement of a queue', () => {
  it('tells the place and the wait in minutes that are not too few', () => {
    const texts = announcementTexts(announcement, { position: 2, wait: 61 });
    expect(texts).toEqual(['You are number 2.', 'It takes about 2 minutes.']);
    expect(announcementTexts(announcement, { position: 1, wait: 0 })[1]).toBe('It takes about 1 minutes.');
  });

  it('keeps from callers what would only discourage them, or is not known', () => {
    expect(announcementTexts(announcement, { position: 6, wait: 60 })).toEqual(['It takes about 1 minutes.']);
    expect(announcementTexts(announcement, { position: 5, wait: 901 })).toEqual(['You are number 5.']);
    expect(announcementTexts(announcement, { position: 6 })).toEqual([]);
  });

  it('tells only what there are words for', () => {
    expect(announcementTexts({ every: 30, language: 'en' }, { position: 1, wait: 60 })).toEqual([]);
  });
});
