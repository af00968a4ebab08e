import type { ExplainOptions } from '@millrace/costing-core';
import { Trouble } from '@millrace/store';

/**
 * How much of an explanation is shown: `--depth` levels, and with `--all` also lines below half a percent of the whole, which
 * else are taken together.
 *
 * @throws Trouble for levels that are no number.
 */
export function explainOptions({ depth, all }: { readonly depth?: string; readonly all?: boolean }): ExplainOptions {
  if (depth !== undefined && !/^[1-9]\d*$/.test(depth)) {
    throw new Trouble('option_is_wrong', { option: '--depth', value: depth, expected: '1, 2, 3' });
  }
  return { ...(depth === undefined ? {} : { depth: Number(depth) }), smallest: all ? 0 : SMALLEST };
}

/** In thousandths. */
const SMALLEST = 5;
