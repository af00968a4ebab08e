import { Trouble } from '@millrace/store';
import { expect, test } from 'vitest';
import { toldToPages } from './told-to-pages.js';

test.each([
  ['ledger_is_not_known', { ledger: 'XX', place: 'postgres://cost@10.0.0.7/plant' }],
  ['database_can_not_be_reached', { says: 'connect ECONNREFUSED 10.0.0.7:5432' }],
  ['database_refuses_the_user', { says: 'password authentication failed for user "cost"' }],
  ['tls_fails', { place: 'postgres://cost@10.0.0.7/plant', says: 'certificate of 10.0.0.7 has expired' }],
  ['folder_is_in_use', { folder: '/srv/cost/10.0.0.7', process: '12', host: 'plant', purpose: 'close' }],
] as const)('%s tells pages neither where the database is nor as whom it is read', (code, fields) => {
  for (const language of ['en', 'zh'] as const) {
    const told = toldToPages(new Trouble(code, fields), language);
    expect(told.code).toBe(code);
    expect(Object.keys(told.fields)).toEqual(Object.keys(fields));
    expect(JSON.stringify(told.fields)).not.toMatch(/10\.0\.0\.7|cost/);
  }
});

test('what concerns the act itself is told whole', () => {
  const fields = { says: 'permission denied for table version' };
  expect(toldToPages(new Trouble('database_says', fields), 'en').fields).toEqual(fields);
});
