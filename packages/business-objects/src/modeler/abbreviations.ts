/** What short words in the names of old tables stand for; a company can bring its own. */
export type Abbreviations = Readonly<Record<string, string>>;

/** Common ones in English and German. Only those that hardly ever mean something else. */
export const ABBREVIATIONS: Abbreviations = {
  acct: 'account',
  addr: 'address',
  amt: 'amount',
  bal: 'balance',
  cat: 'category',
  cnt: 'count',
  cust: 'customer',
  desc: 'description',
  descr: 'description',
  dept: 'department',
  dt: 'date',
  emp: 'employee',
  inv: 'invoice',
  inst: 'installation',
  mtr: 'meter',
  no: 'number',
  num: 'number',
  nbr: 'number',
  ord: 'order',
  prod: 'product',
  qty: 'quantity',
  ref: 'reference',
  tel: 'telephone',
  ts: 'time',
  val: 'value',
  abt: 'Abteilung',
  anz: 'Anzahl',
  art: 'Art',
  auf: 'Auftrag',
  bez: 'Bezeichnung',
  bem: 'Bemerkung',
  dat: 'Datum',
  gebdat: 'Geburtsdatum',
  kd: 'Kunde',
  kz: 'Kennzeichen',
  lief: 'Lieferant',
  loekz: 'Löschkennzeichen',
  mwst: 'Mehrwertsteuer',
  nr: 'Nummer',
  plz: 'Postleitzahl',
  rech: 'Rechnung',
  rechn: 'Rechnung',
  str: 'Straße',
  vtr: 'Vertrag',
  zhl: 'Zähler',
};

/** A label that spells the short words of a name out; undefined when it has none. */
export function spelledOut(words: readonly string[], abbreviations: Abbreviations): string | undefined {
  const spelt = words.map((word) => abbreviations[word.toLowerCase()] ?? word.toLowerCase());
  if (words.every((word) => abbreviations[word.toLowerCase()] === undefined)) return undefined;
  const text = spelt.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
