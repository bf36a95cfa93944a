import type { Column, TableDefinition } from '@caruso/storage-manager/contract';

const text = (name: string): Column => ({ name, type: 'string' });
const whole = (name: string): Column => ({ name, type: 'integer' });

/**
 * The tables of the billing system as it came with it: eight-letter names, amounts in cents, days as whole numbers
 * (20260131), flags as letters. Nothing here is ours to change.
 */
export const KDSTAMM = { table: 'KDSTAMM', number: text('KD_NR'), dunningStop: text('MAHNSP') };

export const ZAEHLER = {
  table: 'ZAEHLER',
  serial: text('Z_NR'),
  customer: text('KD_NR'),
  /** E, G or W. */
  medium: text('SPARTE'),
  place: text('EINBAUORT'),
  lastReading: whole('STAND_ALT'),
  lastReadOn: whole('DAT_ALT'),
  expectedUse: whole('VERBR_ERW'),
};

export const ABLESUNG = {
  table: 'ABLESUNG',
  receipt: text('ABL_NR'),
  serial: text('Z_NR'),
  value: whole('STAND'),
  day: whole('DAT'),
  key: text('VORG_ID'),
  /** S while cancelled, blank otherwise. */
  status: text('STATUS'),
};

export const RECHN = {
  table: 'RECHN',
  year: whole('JAHR'),
  number: whole('R_NR'),
  customer: text('KD_NR'),
  day: whole('DAT'),
  cents: whole('BETRAG_CT'),
  /** 1 when paid. */
  paid: whole('BEZ'),
};

export const UMZUG = {
  table: 'UMZUG',
  order: text('AUFTR_NR'),
  customer: text('KD_NR'),
  day: whole('DAT'),
  street: text('STR'),
  postalCode: text('PLZ'),
  city: text('ORT'),
  tariff: text('TARIF'),
  key: text('VORG_ID'),
  /** O open, S cancelled. */
  status: text('STATUS'),
};

const columns = (table: Readonly<Record<string, Column | string>>) =>
  Object.values(table).filter((column): column is Column => typeof column === 'object');

/** For the demo, which brings the billing system along; a real one is there already. */
export const LEGACY_TABLES: readonly TableDefinition[] = [
  { name: KDSTAMM.table, columns: columns(KDSTAMM), key: ['KD_NR'] },
  { name: ZAEHLER.table, columns: columns(ZAEHLER), key: ['Z_NR'], indexes: [['KD_NR']] },
  { name: ABLESUNG.table, columns: columns(ABLESUNG), key: ['ABL_NR'], unique: [['VORG_ID']] },
  { name: RECHN.table, columns: columns(RECHN), key: ['JAHR', 'R_NR'], indexes: [['KD_NR']] },
  { name: UMZUG.table, columns: columns(UMZUG), key: ['AUFTR_NR'], unique: [['VORG_ID']] },
];
