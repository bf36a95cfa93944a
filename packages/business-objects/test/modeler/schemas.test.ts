import { engines, type TestDatabase } from '@caruso/test-databases';
import { afterEach, describe, expect, it } from 'vitest';
import { customerBase, ENGINE_NAMES, odd, rental, SHELTER, WHOLESALE } from './schemas.js';
import { type Introspected, introspected, tryOut } from './try-out.js';

describe.each(engines)('databases that nobody has seen before, on $name', (engine) => {
  const skip = engine.missing !== undefined;
  const engineName = ENGINE_NAMES[engine.name] ?? 'sqlite';
  let database: TestDatabase | undefined;
  let found: Introspected | undefined;

  const introspect = async (sql: string) => {
    database = await engine.create();
    await database.run(sql);
    found = await introspected(database.url);
    const { draft } = found;
    const object = (name: string) => {
      const one = draft.objects.find((each) => each.name === name);
      if (one === undefined) throw new Error(`no ${name} among ${draft.objects.map((each) => each.name).join(', ')}`);
      return one;
    };
    const links = (name: string) => object(name).links.filter(({ columns }) => columns !== undefined);
    const attribute = (name: string, member: string) => object(name).attributes.find((each) => each.name === member);
    return { found, draft, object, links, attribute };
  };
  afterEach(async () => {
    await found?.store.close();
    await database?.drop();
    found = undefined;
    database = undefined;
  });

  it.skipIf(skip)(
    `a video rental has readable links both ways, and a link table with two: ${engine.missing ?? engine.name}`,
    async () => {
      const { found, object, links, attribute } = await introspect(rental(engineName));
      expect(links('Customer').map(({ name, to, inverse, required = false }) => [name, to, inverse, required])).toEqual(
        [
          ['homeAddress', 'Address', 'customersByHomeAddress', true],
          ['billingAddress', 'Address', 'customersByBillingAddress', false],
        ],
      );
      expect(object('FilmActor').key).toEqual(['actor', 'film']);
      expect(links('Staff').map(({ to }) => to)).toEqual(['Store']);
      expect(links('Store').map(({ name, to }) => [name, to])).toContainEqual(['managerStaff', 'Staff']);
      expect(object('Staff').title).toBe('{firstName} {lastName}');
      expect(attribute('Staff', 'active')).toMatchObject({ type: 'boolean', default: 'true' });
      expect(attribute('Film', 'rating')).toMatchObject({ type: 'enum', values: ['G', 'PG', 'PG-13', 'NC-17'] });
      expect(attribute('Film', 'rentalRate')).toMatchObject({
        type: 'decimal',
        precision: 4,
        scale: 2,
        default: '4.99',
      });
      expect(attribute('Film', 'shown')?.computed).toBe(true);
      expect(object('FilmList')).toMatchObject({ write: 'none', key: ['filmId'] });
      expect(attribute('Customer', 'email')?.type).toBe('email');
      expect(await tryOut(found)).toMatchObject({ Customer: 2, FilmActor: 3, FilmList: 2 });
      const written = found.repository.create('Film', { title: 'New', shown: 'x' });
      await expect(written).rejects.toThrow('shown is computed by the database');
      const film = await found.repository.create('Film', { title: 'New' });
      expect(film.values).toMatchObject({ rating: 'G', shown: 'New' });
    },
  );

  it.skipIf(skip)('wholesale orders have keys of links, and a history without a key keeps equal rows', async () => {
    const { found, object, links } = await introspect(WHOLESALE);
    expect(object('District').key).toEqual(['warehouse', 'id']);
    expect(object('Customer').key).toEqual(['district', 'id']);
    expect(object('OrderLine').key).toEqual(['oorder', 'number']);
    expect(object('Oorder').key).toEqual(['wId', 'dId', 'id']);
    expect(links('Oorder')).toMatchObject([{ name: 'customer', columns: ['o_w_id', 'o_d_id', 'o_c_id'] }]);
    expect(object('History').key).toEqual([]);
    expect(await tryOut(found)).toMatchObject({ History: 3, OrderLine: 3, Oorder: 3 });
    const movement = { cId: 1, amount: '1.00', data: 'new', customer: '["[\\"1\\",\\"1\\"]","1"]' };
    const { cId: _, ...values } = movement;
    expect(await found.repository.create('History', values)).toMatchObject({ values });
  });

  it.skipIf(skip)('names with blanks, quotes, umlauts and reserved words become names of the model', async () => {
    const { found, draft, object, attribute } = await introspect(odd(engineName));
    expect(draft.notes).toEqual([]);
    const names = object('Group').attributes.map(({ name }) => name);
    expect(names).toEqual(['order', 'keyValue', 'versionValue', 'select']);
    expect(object('MuellerSoehneGmbHX').attributes.map(({ name }) => name)).toEqual([
      'strasse',
      'n2ndValue',
      'groesseCm',
    ]);
    expect(object('MuellerSoehneGmbHX').label).toBe('Müller & Söhne "GmbH" <x>');
    expect(
      draft.objects
        .filter(({ table }) => /order.details/i.test(table))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['OrderDetail', 'OrderDetail2']);
    expect(object('PriceList').attributes.map(({ name }) => name)).toEqual(['aB', 'aB2', 'aB3', 'itSIt']);
    expect(object('NothingInIt').key).toEqual([]);
    expect(attribute('Everything', 'b')?.type).toBe('long');
    if (engineName === 'mariadb')
      expect(attribute('Everything', 'zero')).toMatchObject({ type: 'date', null: "'0000-00-00'" });
    expect(await tryOut(found)).toMatchObject({ Group: 2, Everything: 1, RoundA: 1, NothingInIt: 0 });
  });

  it.skipIf(skip)('an old customer base shows its codes, dates, markers and relations', async () => {
    const { found, object, links, attribute } = await introspect(customerBase());
    expect(object('Kdstamm').title).toBe('{name1}');
    expect(attribute('Kdstamm', 'kdNr')).toMatchObject({ label: 'Kunde Nummer', required: true });
    expect(attribute('Kdstamm', 'seit')).toMatchObject({ type: 'date', convert: 'date(yyyyMMdd)' });
    expect(attribute('Kdstamm', 'gebdat')).toMatchObject({
      type: 'date',
      convert: 'date(yyyyMMdd)',
      columnType: 'integer',
      null: '0',
    });
    expect(attribute('Kdstamm', 'saldoCt')?.notes.join()).toContain('scale(-2)');
    expect(attribute('Kdstamm', 'ort')).toMatchObject({ type: 'string', null: "''" });
    expect(attribute('Kdstamm', 'sparte')).toMatchObject({ type: 'enum', values: ['GAS', 'STR', 'WAS'] });
    expect(attribute('Kdstamm', 'plzNr')?.convert).toBe('zeropad(6)');
    expect(links('Vertrag').map(({ name, to }) => [name, to])).toEqual([
      ['kdstamm', 'Kdstamm'],
      ['tarif', 'Tarif'],
    ]);
    expect(links('Vertrag')[0]?.notes.join().toUpperCase()).toContain('40 OF 40 VALUES OF KD_NR ARE KEYS OF KDSTAMM');
    expect(links('Bewegung')).toMatchObject([{ name: 'vertrag', to: 'Vertrag' }]);
    expect(links('Bewegung')[0]?.columns?.join().toUpperCase()).toBe('JAHR,VTR_NR');
    expect(object('Bewegung').key).toEqual(['belegNr']);
    expect(await tryOut(found)).toMatchObject({ Kdstamm: 40, Vertrag: 60, Bewegung: 50 });
  });

  it.skipIf(skip)(
    'times in texts are times, blanks at the end are told of, and a shortened name is not kept',
    async () => {
      const { found, links, attribute } = await introspect(SHELTER);
      expect(links('Tier').map(({ name, to }) => [name, to])).toEqual([['halter', 'Halter']]);
      const written = 'yyyy-MM-ddTHH:mm:ss.SSSZ';
      expect(attribute('Tier', 'erfasst')).toMatchObject({ type: 'instant', convert: `iso(${written})` });
      expect(attribute('Tier', 'gesehen')).toMatchObject({
        type: 'localDateTime',
        convert: 'iso(yyyy-MM-dd HH:mm:ss)',
      });
      expect(attribute('Tier', 'bem')?.notes.join()).toContain('1 of 2 different values end with blanks');
      expect(await tryOut(found)).toMatchObject({ Halter: 2, Tier: 3 });
      const where = { attribute: 'erfasst', op: 'gt', value: '2024-03-01T00:00:00Z' } as const;
      const { items } = await found.repository.find('Tier', { where, sort: ['erfasst'], limit: 10, include: [] });
      expect(items.map(({ values }) => values.erfasst)).toEqual(['2024-03-31T01:30:00.500Z']);
    },
  );
});
