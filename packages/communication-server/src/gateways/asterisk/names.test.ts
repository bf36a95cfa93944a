import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Names } from './names.js';

it('what the gateway makes says to which contact it belongs, and nothing else is taken for its own', () => {
  const names = new Names('caruso');
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (contact, unique) => {
      expect(names.contactOfLeg(names.leg(contact, unique))).toBe(contact);
      expect(names.contactOfCallback(names.callback(contact, unique))).toBe(contact);
      expect(names.contactOfSnoop(names.snoop(contact, unique))).toBe(contact);
      expect(names.contactOfPlayback(names.playback(contact, unique))).toBe(contact);
      expect(names.contactOfTalk(names.talkBridge(contact))).toBe(contact);
      expect(names.contactOfWatch(names.watchBridge(contact, 'cleo.x'))).toBe(contact);
      expect(names.contactOfLeg(names.snoop(contact, unique))).toBeUndefined();
      expect([names.leg(contact, unique), 'caruso-1.2', 'carusoo.leg.x'].map((id) => names.isOurs(id))).toEqual([
        true,
        false,
        false,
      ]);
    }),
  );
});
