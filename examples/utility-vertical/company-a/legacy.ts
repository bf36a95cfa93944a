import type { LegacyData } from '../src/legacy-database.js';

const text = (name: string) => ({ name, type: 'string' as const });
const filled = (name: string) => ({ ...text(name), required: true });
const whole = (name: string) => ({ name, type: 'long' as const, required: true });

/** The tables of company A as its billing system made them. */
export const legacy: LegacyData = {
  tables: [
    {
      name: 'KDSTAMM',
      columns: [...['KD_NR', 'NAME1', 'ORT', 'EMAIL', 'WERBG'].map(filled), ...['ANLDAT', 'MAHNSP', 'LOEKZ'].map(text)],
      key: ['KD_NR'],
    },
    { name: 'ZAEHLER', columns: ['Z_NR', 'KD_NR', 'SPARTE', 'IMSYS'].map(filled), key: ['Z_NR'] },
    {
      name: 'ABLESUNG',
      columns: [filled('Z_NR'), { name: 'ZEIT', type: 'instant', required: true }, whole('STAND_10TEL'), filled('ART')],
      key: ['Z_NR', 'ZEIT'],
    },
    {
      name: 'VERTRAG',
      columns: [
        ...['VTR_NR', 'KD_NR', 'TARIF'].map(filled),
        ...['ABSCHLAG_CT', 'BEGINN', 'ENDE', 'UPD_CNT'].map(whole),
      ],
      key: ['VTR_NR'],
    },
  ],
  rows: {
    KDSTAMM: [
      ...[
        ['00004711', 'Ann Example', 'Gauting', 'ann@example.org', ' ', '20190401', 'N'],
        ['00004712', 'Ben Example', 'Haar', '', 'J', '20200115', 'J'],
        ['00004713', 'Cleo Example', 'Haar', 'cleo@example.org', 'N', '20210630', 'N'],
      ].map(([KD_NR = '', NAME1 = '', ORT = '', EMAIL = '', WERBG = '', ANLDAT = '', MAHNSP = '']) => {
        return { KD_NR, NAME1, ORT, EMAIL, WERBG, ANLDAT, MAHNSP };
      }),
      { KD_NR: '00004714', NAME1: 'Gone Example', ORT: '', EMAIL: '', WERBG: ' ', LOEKZ: 'X' },
    ],
    ZAEHLER: [
      { Z_NR: 'E-100', KD_NR: '00004711', SPARTE: 'S', IMSYS: 'J' },
      { Z_NR: 'G-100', KD_NR: '00004711', SPARTE: 'G', IMSYS: 'N' },
    ],
    ABLESUNG: [{ Z_NR: 'E-100', ZEIT: '2026-01-01T09:00:00.000Z', STAND_10TEL: '12345', ART: 'T' }],
    VERTRAG: [
      {
        VTR_NR: 'V1',
        KD_NR: '00004711',
        TARIF: 'OEKO',
        ABSCHLAG_CT: '8950',
        BEGINN: '20190401',
        ENDE: '0',
        UPD_CNT: '3',
      },
    ],
  },
};
