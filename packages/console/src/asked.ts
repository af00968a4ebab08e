import type { Language } from '@millrace/costing-core';
import { Trouble } from '@millrace/store';
import type { Context } from 'hono';
import { z } from 'zod';

const text = z.string().max(1000);
/** A version by its number, or by a name that `versionAsked` takes; empty for the newest published one. */
const place = { ledger: text.min(1), version: text.default('') };
/** An item where it has a cost; valued in all plants together it has none. */
const itemInPlant = { plant: text.default(''), item: text.min(1) };
/** Two versions, by their numbers or names. */
const pair = { ledger: text.min(1), before: text.min(1), after: text.min(1) };
/** Also what is too small to be told by itself. */
const all = z.enum(['true', 'false']).default('false');
const whole = (most: number) => z.coerce.number().int().min(0).max(most);

/** A table of a version, and texts that columns of it must hold. */
const table = {
  ...place,
  name: text.min(1),
  plant: text.optional(),
  item: text.optional(),
  order: text.optional(),
  centre: text.optional(),
  pool: text.optional(),
};

/** What each address takes, by its last part. */
export const ASKED = {
  month: z.object({ ledger: text.min(1) }),
  version: z.object(place),
  findings: z.object({ ...place, code: text.min(1), from: whole(10_000_000).default(0) }),
  'unit-costs': z.object({
    ...place,
    search: text.default(''),
    plant: text.default(''),
    basis: z.enum(['all', 'produced', 'available']).default('all'),
    /** The name of a column, or the code of an element. */
    sort: text.default(''),
    down: z.enum(['true', 'false']).default('false'),
    from: whole(100_000_000).default(0),
    count: whole(500).default(100),
  }),
  item: z.object({ ...place, ...itemInPlant }),
  explained: z.object({ ...place, ...itemInPlant, all }),
  document: z.object({ ...place, movement: text.min(1), all }),
  checks: z.object(place),
  tables: z.object(place),
  table: z.object({
    ...table,
    search: text.default(''),
    /** The name of a column. */
    sort: text.default(''),
    down: z.enum(['true', 'false']).default('false'),
    from: whole(100_000_000).default(0),
    count: whole(500).default(100),
  }),
  'table-file': z.object(table),
  order: z.object({ ...place, order: text.min(1) }),
  'item-uses': z.object({ ...place, ...itemInPlant, from: whole(10_000_000).default(0) }),
  comparison: z.object({
    ...pair,
    search: text.default(''),
    /** The name of a column, or the code of an element. */
    sort: text.default('effect'),
    down: z.enum(['true', 'false']).default('true'),
    from: whole(100_000_000).default(0),
    count: whole(500).default(100),
  }),
  /** Of an item's unit cost; without an item of cost of sales and of closing stock. */
  causes: z.object({
    ...pair,
    plant: text.default(''),
    item: text.default(''),
    all: z.enum(['true', 'false']).default('false'),
  }),
  'item-history': z.object({ ledger: text.min(1), ...itemInPlant }),
} as const;

export type Asked<T extends keyof typeof ASKED> = z.infer<(typeof ASKED)[T]>;

/**
 * The query of a request, checked.
 *
 * @throws Trouble for the first thing in it that is not what the address takes.
 */
export function asked<T extends keyof typeof ASKED>(c: Context, name: T): Asked<T> {
  const query = c.req.query();
  const read = ASKED[name].safeParse(query);
  if (read.success) return read.data as Asked<T>;
  const { path, message } = read.error.issues[0];
  const option = String(path[0]);
  throw new Trouble('option_is_wrong', { option, value: query[option] ?? '', expected: message }, read.error);
}

/** What each act takes, as a JSON document. */
const POSTED = {
  close: z.strictObject({ ledger: text.min(1), period: text.min(1) }),
  publish: z.strictObject({
    ledger: text.min(1),
    version: z.number().int().min(1),
    reason: text.trim().min(1),
    replace: z.boolean(),
  }),
} as const;

export type Posted<T extends keyof typeof POSTED> = z.infer<(typeof POSTED)[T]>;

/**
 * What a request tells to do, checked.
 *
 * @throws Trouble for the first thing in it that is not what the act takes.
 */
export async function posted<T extends keyof typeof POSTED>(c: Context, name: T): Promise<Posted<T>> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const read = POSTED[name].safeParse(body);
  if (read.success) return read.data as Posted<T>;
  const { path, message } = read.error.issues[0];
  throw new Trouble('option_is_wrong', { option: String(path[0] ?? name), value: '', expected: message }, read.error);
}

/** The language that a request asks for. */
export function languageOf(c: Context): Language {
  return c.req.query('lang') === 'zh' ? 'zh' : 'en';
}
