import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runCommand } from '@millrace/batch-runner';
import { defaultPolicy, type Policy, type TableName } from '@millrace/costing-core';
import { type Fraction, parseFraction, printFraction, subtract } from '@millrace/exact';
import { type OnHand, onHand, type StockRow } from './closings.ts';
import { type Compared, compare, notAsStored } from './compare.ts';
import { readTryton } from './read.ts';
import { sum } from './replay.ts';
import type { FilledTryton } from './tryton.ts';

/** How stock is valued: one price for the company, as in Tryton; all else as Millrace does it by default. */
function policyOf(method: 'periodic_average' | 'fifo'): Policy {
  return { ...defaultPolicy, valuation: { ...defaultPolicy.valuation, method, bucket: 'item' } };
}

const LEDGERS = [
  { name: 'AVERAGE', policy: policyOf('periodic_average'), method: 'average' },
  { name: 'FIFO', policy: policyOf('fifo'), method: 'fifo' },
] as const;

/** A month of a ledger as it was published. */
interface Published {
  readonly ledger: string;
  readonly period: string;
  readonly hash: string;
  /** In, out, and their difference, by the version's own proof. */
  readonly costIn: string;
  readonly costOut: string;
  readonly difference: string;
}

/** What `close --json` prints, as far as it is read here. */
interface Closed {
  readonly version: number;
  readonly hash: string;
  readonly tables: {
    readonly proof: readonly { readonly side: 'in' | 'out'; readonly amount: string }[];
    readonly stock: readonly StockRow[];
  };
}

/** What `doctor --json` prints, as far as it is read here. */
interface Doctor {
  readonly findings: readonly Said[];
  /** Of what a close asks for or could use. */
  readonly missing: readonly Said[];
  /** How many tables the role that reads may change. */
  readonly rights: { readonly isSuperuser: boolean; readonly count: number };
}

interface Said {
  readonly severity: string;
  readonly table: string;
  readonly wrong: string;
  readonly remedy: string;
}

export interface Outcome {
  readonly doctor: Doctor;
  readonly published: readonly Published[];
  readonly compared: ReadonlyMap<string, readonly Compared[]>;
  /** Prices that Tryton has stored and that its rules, computed again, don't come to. */
  readonly notAsStored: readonly string[];
}

/** Checks the mapping, imports, closes and publishes every month of both ledgers, and sets the costs beside Tryton's. */
export async function closeAndCompare(
  { reader, owner }: FilledTryton,
  database: string,
  say: (line: string) => void,
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-example-'));
  const file = join(folder, 'millrace.config.json');
  const { tables }: { tables: Readonly<Partial<Record<TableName, string>>> } = JSON.parse(
    await readFile(new URL('./sources.json', import.meta.url), 'utf8'),
  );
  const [{ policy }, second] = LEDGERS;
  const valued = { policy, policy_by_ledger: { [second.name]: second.policy } };
  const sources = { connection: reader, tables };
  await writeFile(file, JSON.stringify({ database: './.data', ledger: '', language: 'en', sources, ...valued }));
  const millrace = (...args: string[]) => run([...args, '--config', file, '--database', database], say);
  try {
    // It writes a config of its own beside ours, and sets the database up.
    await run(['init', '--config', join(folder, 'new.json'), '--database', database], say);
    const doctor = await millrace('doctor', '--json');
    await millrace('import', '--sources');
    const { facts, tryton: own } = await readTryton(owner, tables);
    const published: Published[] = [];
    const compared = new Map<string, readonly Compared[]>();
    for (const ledger of LEDGERS) {
      const stock = new Map<string, ReadonlyMap<string, OnHand>>();
      const periods = (facts.period ?? []).filter((row) => row.ledger === ledger.name).map((row) => String(row.period));
      for (const period of periods.sort()) {
        const closed: Closed = JSON.parse(await millrace('close', period, '--ledger', ledger.name, '--json'));
        await millrace('publish', String(closed.version), '--ledger', ledger.name);
        published.push(publishedOf(ledger.name, period, closed));
        stock.set(period, onHand(closed.tables.stock));
      }
      compared.set(ledger.name, compare(facts, own, { ...ledger, published: stock }));
    }
    return { doctor: JSON.parse(doctor), published, compared, notAsStored: notAsStored(own) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function publishedOf(ledger: string, period: string, { hash, tables }: Closed): Published {
  const side = (of: 'in' | 'out') =>
    sum(tables.proof.filter((row) => row.side === of).map(({ amount }) => parseFraction(amount)));
  const [costIn, costOut] = [side('in'), side('out')];
  const cents = (value: Fraction) => printFraction(value, 2);
  return {
    ledger,
    period,
    hash,
    costIn: cents(costIn),
    costOut: cents(costOut),
    difference: cents(subtract(costIn, costOut)),
  };
}

/** Runs a command of Millrace in this process. @throws Error where it fails, with what it printed. */
async function run(args: readonly string[], say: (line: string) => void): Promise<string> {
  const printed = new Collected();
  const told = new Collected();
  say(`millrace ${args.filter((_, i) => i < args.indexOf('--config')).join(' ')}`);
  const code = await runCommand(args, { stdout: printed, stderr: told, env: {} });
  if (code !== 0) throw new Error(`millrace ${args.join(' ')} ends with ${code}:\n${printed.text}${told.text}`);
  return printed.text;
}

class Collected extends Writable {
  text = '';

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.text += piece.toString('utf8');
    done();
  }
}
