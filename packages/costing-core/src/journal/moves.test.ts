import { JOURNAL_EVENTS, MOVEMENT_TYPES } from '@millrace/facts';
import { expect, test } from 'vitest';
import { FLOWS, flowMeaning } from '../compile/flow-kinds.js';
import { STRANDED } from '../results/flow-tables.js';

test('every kind of flow is an event of journals, or says why it is none; and every event is such a kind', () => {
  const posted = FLOWS.filter(
    (kind) => flowMeaning(kind).of !== 'movement' && flowMeaning(kind).unposted === undefined,
  );
  const events = [...MOVEMENT_TYPES, ...posted, ...Object.values(STRANDED)];
  expect([...JOURNAL_EVENTS].sort()).toEqual(events.sort());
});
