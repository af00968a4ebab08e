import { valueColumns } from '@millrace/costing-core';
import { type Contender, inMemory } from './contender.js';

/** The engine: the matching and settlement of a close. */
export const millrace: Contender = (columns, method) => inMemory(columns, () => valueColumns(columns, method).amount);
