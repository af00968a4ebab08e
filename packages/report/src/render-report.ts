import { compositionsOf } from './figures/composition.js';
import { descending } from './figures/decimals.js';
import { type FindingGroup, findingsOf } from './figures/findings.js';
import { finishedGoods } from './figures/finished-goods.js';
import { type Mover, moversOf } from './figures/movers.js';
import { proofOf } from './figures/proof.js';
import { stockOf } from './figures/stock.js';
import { type Terms, termsOf } from './figures/terms.js';
import { type UnitCostLine, unitCostsOf } from './figures/unit-costs.js';
import { workInProcessOf } from './figures/work-in-process.js';
import { contents } from './page/contents.js';
import { html } from './page/html.js';
import { page } from './page/page.js';
import type { ReportedVersion, ReportInput } from './report-input.js';
import { commandsFor } from './sections/commands.js';
import { findingsSection } from './sections/findings-section.js';
import { imprint } from './sections/imprint.js';
import { keyAmountsOf, keyFigures } from './sections/key-figures.js';
import { lateCostsSection } from './sections/late-costs-section.js';
import { masthead, titleOf } from './sections/masthead.js';
import { moversSection } from './sections/movers-section.js';
import { ordersSection } from './sections/orders-section.js';
import { proofLine, proofSection } from './sections/proof-section.js';
import { residualsSection } from './sections/residuals-section.js';
import { stockSection } from './sections/stock-section.js';
import { structureSection } from './sections/structure-section.js';
import { inOrder, unitCostsSection } from './sections/unit-costs-section.js';
import { centresSection } from './traced/centres-section.js';
import { costSheetsSection } from './traced/cost-sheets-section.js';
import { costTrees } from './traced/cost-trees.js';
import { lossesSection } from './traced/losses-section.js';
import { variancesSection } from './traced/variances-section.js';
import { waterfalls } from './traced/waterfall.js';
import type { TracedPeriod } from './traced-period.js';

/**
 * A version as one HTML file that needs nothing else: that it adds up, key figures, unit costs, what moved, structure, work in
 * process, stock, residuals, findings and the proof, in English and Chinese. The same input gives the same bytes.
 *
 * Figures are added up from the version's decimal text in BigInt; they are rounded for the eye only, and the exact
 * value stands beside each in `data-value`.
 *
 * @param traced what the version was read off; without it what only flows can tell is left out: causes, cost trees, cost sheets,
 * variances.
 * @throws RangeError where a table holds something else than plain decimals.
 */
export function renderReport(input: ReportInput, traced?: TracedPeriod): string {
  const { version, previous, language } = input;
  const { tables } = version;
  const terms = termsOf(input);
  const commands = commandsFor(version);

  const now = figuresOf(version, terms);
  const before = previous && figuresOf(previous, terms);
  const findings = findingsOf(tables.rows('finding'), version.waivers);
  const movement = before && moversOf(now.unitCosts, before.unitCosts, terms);
  const finished = finishedGoods(now.unitCosts, tables.rows('unit_cost_component'), terms);
  const largest = largestOf(now.unitCosts, finished);
  const compositions = compositionsOf(
    tables.rows('unit_cost_component'),
    largest.filter(({ basis }) => basis === 'produced').slice(0, MOST_CARDS),
    terms,
  );
  const counts = {
    produced: now.unitCosts.filter(({ basis }) => basis === 'produced').length,
    available: now.unitCosts.filter(({ basis }) => basis === 'available').length,
    orders: now.work.orderCount,
    errors: countOf(findings, 'error'),
    warnings: countOf(findings, 'warning'),
  };
  const trees = traced && costTrees(traced, inOrder(now.unitCosts, finished), terms);
  const causes =
    traced?.before && movement && waterfalls(traced, traced.before, mostMoved(movement.movers, finished), terms);
  const compareCommand = previous === undefined ? '' : commands.compare(previous);

  return page(
    titleOf(tables.identity.period),
    language,
    html`${masthead(input, terms, proofLine(now.proof, terms))}
${contents(traced !== undefined)}
<main>
${keyFigures(now.keyAmounts, before?.keyAmounts, counts, terms)}
${unitCostsSection(now.unitCosts, before?.unitCosts, { finished, largest, trees }, terms, commands.unitCosts)}
${moversSection(movement, { since: sinceOf(previous), causes }, terms, compareCommand)}
${structureSection(now.proof, compositions, terms)}
${traced && costSheetsSection(traced, now.work.orders, terms, commands.order)}
${ordersSection(now.work, terms, commands.table('order_cost'))}
${traced && centresSection(traced, terms, commands.table('pool_rate'))}
${traced && lossesSection(traced, terms, commands.table)}
${traced && variancesSection(traced, terms, commands.variance)}
${stockSection(stockOf(tables.rows('stock'), terms), terms, commands.table('stock'))}
${lateCostsSection(tables.rows('late_cost'), terms, commands.table('late_cost'))}
${residualsSection(tables.rows('residual'), terms, commands.table('residual'))}
${findingsSection(findings, commands.table('finding'))}
${proofSection(now.proof, tables.rows('control_total'), terms)}
</main>
${trees?.panels}
${imprint(version, commands.verify)}`,
  );
}

/** Finished goods whose change came to most. */
function mostMoved(movers: readonly Mover[], finished: ReadonlySet<UnitCostLine>): readonly Mover[] {
  const items = new Set(Array.from(finished, ({ plant, item }) => `${plant}\0${item}`));
  const own = movers.filter(({ plant, item }) => items.has(`${plant}\0${item}`));
  return (own.length > 0 ? own : movers).slice(0, MOST_TOLD);
}

/** What is read off the version and, for comparison, off the one before. */
function figuresOf({ tables }: ReportedVersion, terms: Terms) {
  const proof = proofOf(tables.rows('proof'), terms);
  const work = workInProcessOf(tables.rows('order_cost'), terms);
  return { proof, work, keyAmounts: keyAmountsOf(proof, work), unitCosts: unitCostsOf(tables, terms) };
}

/** Finished goods of the largest amounts; where there are none all that was produced, and else all items. */
function largestOf(lines: readonly UnitCostLine[], finished: ReadonlySet<UnitCostLine>): UnitCostLine[] {
  const produced = lines.filter(({ basis }) => basis === 'produced');
  return [...(finished.size > 0 ? finished : produced.length > 0 ? produced : lines)]
    .sort((a, b) => descending(a.amountUnits, b.amountUnits))
    .slice(0, MOST_BARS);
}

function countOf(groups: readonly FindingGroup[], severity: string): number {
  return groups.reduce((count, group) => count + (group.severity === severity ? group.findings.length : 0), 0);
}

function sinceOf(previous: ReportedVersion | undefined): string {
  if (previous === undefined) return '';
  const { period } = previous.tables.identity;
  return previous.number === undefined ? period : `${period} (#${previous.number})`;
}

const MOST_BARS = 14;
const MOST_CARDS = 6;
const MOST_TOLD = 4;
