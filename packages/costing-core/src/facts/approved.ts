import { TABLES } from './facts.js';

/** The place of `approved` among the states of a document: only approved rows count (审核即生效). */
export const APPROVED = TABLES.movement.columns.status.choices.indexOf('approved');
