import type { LegacyData } from '../src/legacy-database.js';

const text = (name: string, size: number) => ({ name, type: 'string' as const, size, required: true });
const whole = (name: string) => ({ name, type: 'long' as const, required: true });
const flag = (name: string) => ({ name, type: 'boolean' as const, required: true });

/** The tables of company B: another decade, another maker. */
export const legacy: LegacyData = {
  tables: [
    {
      name: 'account',
      columns: [
        whole('account_no'),
        text('holder', 60),
        { name: 'town', type: 'string', size: 40 },
        { name: 'mail', type: 'string', size: 80 },
        whole('consent'),
        { name: 'opened_on', type: 'date' },
        whole('row_version'),
      ],
      key: ['account_no'],
    },
    {
      name: 'device',
      columns: [text('device_id', 20), whole('account_no'), whole('commodity'), flag('is_remote'), flag('retired')],
      key: ['device_id'],
    },
    {
      name: 'register_read',
      columns: [
        text('device_id', 20),
        { name: 'taken_at', type: 'instant', required: true },
        { name: 'quantity', type: 'decimal', precision: 10, scale: 1, required: true },
        text('channel', 10),
      ],
      key: ['device_id', 'taken_at'],
    },
    {
      name: 'agreement',
      columns: [
        text('agreement_no', 10),
        whole('account_no'),
        whole('product'),
        { name: 'instalment', type: 'decimal', precision: 9, scale: 2, required: true },
        { name: 'starts_on', type: 'date', required: true },
        { name: 'ends_on', type: 'date' },
        whole('row_version'),
      ],
      key: ['agreement_no'],
    },
  ],
  rows: {
    account: [
      ['4711', 'Ann Example', 'Gauting', 'ann@example.org', '0', '2019-04-01'],
      ['4712', 'Ben Example', 'Haar', null, '1', '2020-01-15'],
      ['4713', 'Cleo Example', 'Haar', 'cleo@example.org', '2', '2021-06-30'],
    ].map(([account_no = '', holder = '', town = '', mail = null, consent = '', opened_on = '']) => {
      return { account_no, holder, town, mail, consent, opened_on, row_version: '1' };
    }),
    device: [
      { device_id: 'E-100', account_no: '4711', commodity: '10', is_remote: true, retired: false },
      { device_id: 'G-100', account_no: '4711', commodity: '20', is_remote: false, retired: false },
      { device_id: 'G-001', account_no: '4711', commodity: '20', is_remote: false, retired: true },
    ],
    register_read: [{ device_id: 'E-100', taken_at: '2026-01-01T09:00:00.000Z', quantity: '1234.5', channel: 'field' }],
    agreement: [
      {
        agreement_no: 'V1',
        account_no: '4711',
        product: '2',
        instalment: '89.50',
        starts_on: '2019-04-01',
        row_version: '3',
      },
    ],
  },
};
