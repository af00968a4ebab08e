import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { CENTRES } from './pools.js';

/**
 * How the sample factory closes: work in process by operation, at the test bench what was begun before first (FIFO), elsewhere by
 * equivalent units. Its rows close under any other policy too.
 */
export const samplePolicy: Policy = {
  ...defaultPolicy,
  conversion_stages: 'operation',
  wip_by_centre: { [CENTRES.TEST]: { method: 'fifo' } },
};
