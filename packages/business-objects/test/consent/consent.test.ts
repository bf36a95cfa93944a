import { VirtualClock } from '@caruso/core';
import { diagnosticLine } from '@caruso/language';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, checkModelSources, compileModel, ObjectErrors } from '../../src/index.js';
import { engines, type LegacyDatabase, titleOf } from '../databases.js';

const TEXT = `<caruso model="shop" version="1.0.0"><objects>
  <object name="Customer" key="number" title="{name}" person="true">
   <attr name="number" type="string" size="10"/><attr name="name" type="string" size="40"/>
   <attr name="team" type="string" size="10"/>
  </object>
  <object name="Shop" key="id" title="{id}"><attr name="id" type="string" size="10"/></object></objects>
 <consent>
  <purpose name="offers" channels="mail phone" confirm="mail" text="We may tell you about offers." version="2026-01"/>
  <purpose name="service" label="Service calls" channels="phone" basis="opt-out" text="We may call you." version="1"/>
 </consent>
 <permissions>
  <grant role="agent" object="Customer" may="consent" where="team == 'a'"/>
  <grant role="reader" object="Customer" may="read"/>
  <grant role="customer" object="Customer" may="consent" where="number == actor.id"/>
 </permissions>
 <mapping company="x"><store name="system" schema="managed"/>
  <map object="Customer" store="system" table="customer"><col attr="number" column="number"/><col attr="name" column="name"/><col attr="team" column="team"/></map>
  <map object="Shop" store="system" table="shop"><col attr="id" column="id"/></map>
 </mapping></caruso>`;

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);
const as = (role: string, id = role) => ({ actor: { id, roles: [role] } });
const person = (key: string) => ({ object: 'Customer', key });

async function start(url: string) {
  const clock = new VirtualClock(Date.parse('2026-03-01T12:00:00Z'));
  const components = [
    storageManager({ stores: { system: url } }),
    businessObjects({ model: compileModel([{ file: 'm.xml', text: TEXT }]) }),
  ];
  const running = await startAssembly({ company: 'x', components }, { clock, log: silentLog });
  return { running, clock, objects: running.get(BusinessObjects) };
}

describe.each(engines)('the consent of persons', (engine) => {
  describe.skipIf(engine.missing)(`on ${titleOf(engine)}`, () => {
    let database: LegacyDatabase;
    let started: Awaited<ReturnType<typeof start>>;
    let key: string;
    let count = 0;
    beforeAll(async () => {
      database = await engine.create();
      started = await start(database.url);
    });
    afterAll(async () => {
      await started?.running.stop();
      await database?.drop();
    });
    beforeEach(async () => {
      count += 1;
      key = `k${count}`;
      await started.objects.create({ object: 'Customer', values: { number: key, name: 'Ann', team: 'a' } });
    });
    const allowed = async (of = key) => {
      const { states } = await started.objects.consent(person(of));
      return states.filter((state) => state.allowed).map(({ purpose, channel }) => `${purpose}/${channel}`);
    };
    const give = (purpose: string, ...channels: string[]) =>
      started.objects.giveConsent({ ...person(key), purpose, channels, source: 'telephone' }, as('agent', 'ann'));

    it('is what they said last, with when, of which text, by whom it was written and how it is known', async () => {
      const { objects, clock } = started;
      expect(await allowed()).toEqual(['service/phone']);
      await give('offers', 'phone');
      expect(await allowed()).toEqual(['offers/phone', 'service/phone']);
      clock.advance(1_000);
      const form = { ...person(key), purpose: 'service', channels: ['phone'], source: 'form 17' };
      await objects.withdrawConsent(form, as('customer', key));
      const { states, statements } = await objects.consent(person(key), as('reader'));
      expect(states).toEqual([
        { purpose: 'offers', label: 'Offers', channel: 'mail', allowed: false },
        expect.objectContaining({ channel: 'phone', allowed: true, statement: 'given', version: '2026-01' }),
        expect.objectContaining({ label: 'Service calls', allowed: false, statement: 'withdrawn' }),
      ]);
      expect(statements).toMatchObject([
        { statement: 'withdrawn', source: 'form 17', actor: key, roles: ['customer'], text: 'We may call you.' },
        { statement: 'given', source: 'telephone', actor: 'ann', text: 'We may tell you about offers.' },
      ]);
      expect(Date.parse(statements[0]?.at ?? '') - Date.parse(statements[1]?.at ?? '')).toBe(1_000);
    });

    it('counts only when it is confirmed, where the model asks for it, by whoever has the token, once and in time', async () => {
      const { objects, clock } = started;
      const { confirm, statements } = await give('offers', 'mail', 'phone');
      expect(statements.map(({ statement }) => statement)).toEqual(['asked', 'given']);
      expect(await allowed()).toEqual(['offers/phone', 'service/phone']);
      const token = confirm[0]?.token ?? '';
      expect(JSON.stringify(await objects.consent(person(key)))).not.toContain(token);
      expect(await objects.confirmConsent({ token }, as('visitor'))).toMatchObject({ statement: 'given' });
      expect(await allowed()).toContain('offers/mail');
      const again = await failure(objects.confirmConsent({ token }));
      expect(ObjectErrors.NothingToConfirm.is(again) && again.message).toContain('said something else since');
      await objects.withdrawConsent({ ...person(key), source: 'letter' });
      expect(await allowed()).toEqual([]);
      const late = (await give('offers', 'mail')).confirm[0]?.token ?? '';
      clock.advance(15 * 86_400_000);
      const thrown = await failure(objects.confirmConsent({ token: late }));
      expect(ObjectErrors.NothingToConfirm.is(thrown) && thrown.message).toContain('14 days');
      expect(ObjectErrors.NothingToConfirm.is(await failure(objects.confirmConsent({ token: 'guess' })))).toBe(true);
    });

    it('is withdrawn once, from everything or from some', async () => {
      const { objects } = started;
      await give('offers', 'phone');
      const some = { ...person(key), purpose: 'offers', channels: ['phone'], source: 'mail' };
      expect((await objects.withdrawConsent(some)).statements).toHaveLength(1);
      expect((await objects.withdrawConsent(some)).statements).toHaveLength(0);
      expect((await objects.withdrawConsent({ ...person(key), source: 'mail' })).statements).toHaveLength(2);
      expect(await allowed()).toEqual([]);
    });

    it('says whom a campaign may address', async () => {
      const { objects } = started;
      await objects.create({ object: 'Customer', values: { number: `${key}-b`, name: 'Ben', team: 'b' } });
      await give('offers', 'phone');
      const consent = { purpose: 'offers', channel: 'phone' };
      const found: string[] = [];
      const where = { attribute: 'number', op: 'startsWith', value: key } as const;
      for await (const each of objects.stream({ object: 'Customer', where, consent })) found.push(each.key);
      expect(found).toEqual([key]);
      const keys = [key, `${key}-b`, 'nobody'];
      expect(await objects.consented({ object: 'Customer', keys, ...consent })).toEqual([key]);
      const calls = { purpose: 'service', channel: 'phone' };
      expect(await objects.consented({ object: 'Customer', keys, ...calls })).toEqual([key, `${key}-b`]);
      expect(await objects.consented({ object: 'Customer', keys, ...calls }, as('agent'))).toEqual([key]);
    });

    it('is written only by those who are granted it, of persons whom they may read', async () => {
      const { objects } = started;
      await objects.create({ object: 'Customer', values: { number: `${key}-b`, name: 'Ben', team: 'b' } });
      const said = (of: string) => ({ ...person(of), purpose: 'offers', channels: ['phone'], source: 'x' });
      const refused = await failure(objects.giveConsent(said(key), as('reader')));
      expect(ObjectErrors.NotPermitted.is(refused) && refused.message).toContain('may not consent');
      expect(ObjectErrors.NotFound.is(await failure(objects.giveConsent(said(`${key}-b`), as('agent'))))).toBe(true);
      expect(ObjectErrors.NotFound.is(await failure(objects.consent(person(`${key}-b`), as('agent'))))).toBe(true);
      expect(ObjectErrors.NotFound.is(await failure(objects.withdrawConsent(said(key), as('customer', 'z'))))).toBe(
        true,
      );
    });

    it('names what is meant when a purpose, a channel or a person is none', async () => {
      const { objects } = started;
      const asked = { ...person(key), purpose: 'offer', channels: ['phone'], source: 'x' };
      const purpose = await failure(objects.giveConsent(asked));
      expect(ObjectErrors.UnknownPurpose.is(purpose) && purpose.message).toContain("did you mean 'offers'?");
      const channel = await failure(objects.giveConsent({ ...asked, purpose: 'offers', channels: ['fax'] }));
      expect(ObjectErrors.UnknownChannel.is(channel) && channel.message).toContain('mail, phone');
      const none = await failure(objects.consent({ object: 'Shop', key: '1' }));
      expect(ObjectErrors.NoPerson.is(none) && none.message).toContain('Customer');
    });

    it('is what was said last, whatever was said before', async () => {
      const act = fc.constantFrom('give', 'withdraw', 'all');
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 6 }), async (acts) => {
          for (const each of acts) {
            if (each === 'give') await give('offers', 'phone');
            else if (each === 'all') await started.objects.withdrawConsent({ ...person(key), source: 'x' });
            else
              await started.objects.withdrawConsent({
                ...person(key),
                purpose: 'offers',
                channels: ['phone'],
                source: 'x',
              });
          }
          expect((await allowed()).includes('offers/phone')).toBe(acts.at(-1) === 'give');
        }),
        { numRuns: 8 },
      );
    });
  });
});

describe('the purposes of a model', () => {
  const lines = (text: string) => checkModelSources([{ file: 'm.xml', text }]).map(diagnosticLine);

  it('are asked of persons, by channels they have, each once', () => {
    expect(lines(TEXT)).toEqual([]);
    expect(lines(TEXT.replace(' person="true"', ''))[0]).toContain('no-person: The model has purposes');
    expect(lines(TEXT.replace('confirm="mail"', 'confirm="maill"'))[0]).toContain("did you mean 'mail'?");
    expect(lines(TEXT.replace('purpose name="service"', 'purpose name="offers"'))[0]).toContain('duplicate-name');
    expect(lines(TEXT.replace('may="consent"', 'may="consnt"'))[0]).toContain("did you mean 'consent'?");
    expect(lines(TEXT.replace('name="Shop" key="id"', 'name="Shop" person="true"'))[0]).toContain('no-key');
  });

  it('are those of the model it builds on, unless it says otherwise', () => {
    const base = {
      file: 'b.xml',
      text: TEXT.replace('model="shop"', 'model="base"').replace(/<mapping[\s\S]*<\/mapping>/, ''),
    };
    const own = `<caruso model="own" version="1.0.0" extends="base@1"><consent keep-years="5">
      <purpose name="offers" channels="letter" text="Letters." version="2"/></consent></caruso>`;
    const { consent } = compileModel([{ file: 'own.xml', text: own }], { library: [[base]] });
    expect(consent.keepYears).toBe(5);
    expect([...consent.purposes.values()].map(({ name, channels }) => [name, channels])).toEqual([
      ['service', ['phone']],
      ['offers', ['letter']],
    ]);
  });
});
