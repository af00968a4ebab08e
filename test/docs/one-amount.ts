import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  closePeriod,
  defaultPolicy,
  type FactRows,
  Findings,
  type Outcome,
  TABLES,
  type TableName,
} from '@millrace/costing-core';
import { findInput, type Input } from '../../packages/batch-runner/src/files/find-files.js';
import { type Edge, edgesOf } from '../../packages/costing-core/src/results/edges.js';
import { flowsOf } from '../../packages/costing-core/src/results/flows.js';
import { ROOT } from './blocks.js';

const FOLDER = 'docs/stock-example';
const LEDGER = 'MGMT';
const PERIOD = '2026-09';
const MOVEMENT = 'R-0910';

/**
 * The page docs/one-amount.md: one amount on its way from a row of a CSV file to the unit cost of its item, with what each file
 * of the code makes of it. All values come from running that code on docs/stock-example.
 */
export async function oneAmount(): Promise<string> {
  const lines = readFileSync(join(ROOT, FOLDER, 'movement_amount.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  const line = lines.findIndex((text) => text.startsWith(`${MOVEMENT},${LEDGER},material`));
  const tables = await cellsOfFolder();
  const cells = tables.movement_amount[line - 1];
  const { findings, version, outcome } = closePeriod(rowsOf(tables), defaultPolicy, { ledger: LEDGER, period: PERIOD });
  if (version === undefined || outcome === undefined) throw new Error(`${FOLDER} doesn't close: ${findings}`);
  const { facts, settled } = outcome;
  const { network } = settled;
  const { movement_amount, symbols } = facts;
  const row = movement_amount.movement.findIndex(
    (code, at) => symbols.text(code) === MOVEMENT && symbols.text(movement_amount.element[at]) === 'material',
  );
  const edges = [...edgesOf(outcome)];
  const source = edges.find((edge) => edge.from === '' && edge.movement === MOVEMENT) as Edge;
  const leaving = edges.filter((edge) => edge.from === source.to);
  const { node, weights } = nodeOf(outcome, edges.indexOf(source));
  const held = outcome.scope.elements.map((code, e) => {
    return `${settled.held[node * network.elementCount + e]} of ${symbols.text(code)}`;
  });
  const of = (edge: Edge) => `${edge.kind} ${edge.movement}`.padEnd(21);
  const amounts = (edge: Edge) => Object.entries(edge.amounts).map(([element, amount]) => `${element} ${amount}`);
  const table = version.table('unit_cost');
  const stored = Buffer.concat(table.pieces).toString('utf8').trimEnd().split('\n');

  return `# One amount, from a file to a unit cost

This page is written by a program (\`test/docs/one-amount.ts\`) that runs the engine on \`${FOLDER}\`; a test compares it with this file.
The amount is the material of receipt \`${MOVEMENT}\` in the ledger \`${LEDGER}\`, which values stock by periodic average.

## 1. A line of a file

Line ${line + 1} of \`${FOLDER}/movement_amount.csv\`:

${code([lines[0], lines[line]])}

## 2. Cells

\`batch-runner/src/files/read-csv.ts\` cuts the line into texts and puts them in the order of the table's columns. Nothing is a
number yet.

${code(Object.keys(TABLES.movement_amount.columns).map((name, i) => `${name.padEnd(8)} '${cells[i]}'`))}

## 3. A number in a column

\`facts/src/read-facts.ts\` makes it an integer of the ledger's smallest unit (1/100 of the currency here), exact, in a column of
numbers. Texts become codes. A Postgres database comes in at this point too, by \`facts/src/read-copied.ts\`.

${code([
  `movement_amount.movement[${row}] = ${movement_amount.movement[row]} (the text ${MOVEMENT})`,
  `movement_amount.amount[${row}] = ${movement_amount.amount[row]}`,
])}

## 4. Checks

\`costing-core/src/checks/before.ts\` lists the checks, one file each. They found ${findings.length === 0 ? 'nothing' : `${findings.length} things`} here.

## 5. The network

\`costing-core/src/compile/\` turns quantities and rules into nodes and edges. \`stock/inflows.ts\` lets the amounts of the receipt enter
at the node \`${source.to}\`: all stock of the item that the month's average is taken over. \`stock/outflows.ts\` lets quantities leave by
edges, each with its quantity, in millionths, as its weight.

${code(leaving.map((edge, i) => `${of(edge)} weight ${weights[i]}`))}

## 6. Amounts on the edges

\`costing-core/src/network/settle.ts\` adds up what the node holds, per cost element, and splits it over the edges by cumulative
rounding (rules.md 8), so that the parts add up to the whole. The node holds
${held.join(' and ')}, which leave by

${code(leaving.map((edge) => `${of(edge)} ${amounts(edge).join(', ')}`))}

## 7. Proof

\`costing-core/src/verify.ts\` adds up the ${network.sourceNode.length} sources and all edges that lead outside again, whatever settled them; a difference of one unit ends
the run. \`results/control-totals.ts\` writes both sums down for the reader.

## 8. A row of the table of unit costs

\`costing-core/src/results/unit-cost.ts\` divides amounts by quantities and \`results/row-writer.ts\` writes the row, once, as the bytes
that Postgres takes by COPY (\`store/src/versions/write-version.ts\`). The same bytes are hashed.

${code([...stored.map((text) => text.replaceAll('\t', ' | ')), `SHA-256 ${table.hash}`])}

## 9. What people see

\`millrace show\` and the report (\`report/\`) read that row back, one line for each cost element:

${code(version.rows('unit_cost_element').map((unit) => `${unit.basis.padEnd(10)} ${unit.element.padEnd(9)} ${unit.unit_cost}`))}
`;
}

/** The cells of every table, row by row, as the command reads them. */
async function cellsOfFolder(): Promise<Partial<Record<TableName, string[][]>> & { movement_amount: string[][] }> {
  const { report } = new Findings();
  const { sources } = (await findInput(join(ROOT, FOLDER), report)) as Extract<Input, { kind: 'tables' }>;
  const tables: Partial<Record<TableName, string[][]>> & { movement_amount: string[][] } = { movement_amount: [] };
  for (const [name, source] of sources) {
    const rows: string[][] = [];
    tables[name] = rows;
    for await (const _ of source.read(name, report, ({ cells }) => rows.push([...cells])));
  }
  return tables;
}

function rowsOf(tables: Partial<Record<TableName, string[][]>>): FactRows {
  const named = Object.entries(tables).map(([name, rows]) => {
    const columns = Object.keys(TABLES[name as TableName].columns);
    return [name, rows.map((cells) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])))];
  });
  return Object.fromEntries(named);
}

/** The node that a source enters, and the weights of its share edges in their order. */
function nodeOf({ compiled, settled }: Outcome, source: number): { node: number; weights: number[] } {
  const { network } = settled;
  const node = Array.from(flowsOf(compiled.plan, settled), ({ to }) => to)[source];
  return { node, weights: [...network.edgeWeight.slice(network.firstEdge[node], network.firstEdge[node + 1])] };
}

function code(lines: readonly string[]): string {
  return `\`\`\`text\n${lines.map((line) => line.trimEnd()).join('\n')}\n\`\`\``;
}
