import { expect, test } from 'vitest';
import { cutLabel } from './cut-label.js';

test.each([
  ['fits', 4, 'fits'],
  ['Centrifugal pump DN50, cast iron', 20, 'Centrifug… cast iron'],
  ['Centrifugal pump DN50, stainless', 20, 'Centrifug… stainless'],
  ['不锈钢离心泵 DN50', 14, '不锈钢…泵 DN50'],
  ['不锈钢离心泵一二三四五', 12, '不锈…三四五'],
])('%s in %i', (text, room, cut) => {
  expect(cutLabel(text, room)).toBe(cut);
});
