import { divRound, printFixed } from '@millrace/exact';
import { grouped, signed } from '../figures/decimals.js';
import { amountOf, type ProofFigures } from '../figures/proof.js';
import type { Terms } from '../figures/terms.js';
import type { WorkInProcess } from '../figures/work-in-process.js';
import { type Html, html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import { section } from './section.js';

/** What a version comes to, in a handful of amounts. */
export interface KeyAmounts {
  readonly sales: bigint;
  readonly completed: bigint;
  readonly stock: bigint;
  readonly workInProcess: bigint;
}

export function keyAmountsOf(proof: ProofFigures, { total }: WorkInProcess): KeyAmounts {
  return {
    sales: amountOf(proof.out, 'sale') - amountOf(proof.in, 'sale_return'),
    completed: total.completed,
    stock: amountOf(proof.out, 'closing_stock'),
    workInProcess: amountOf(proof.out, 'closing_wip') + amountOf(proof.out, 'step_wip'),
  };
}

export interface Counts {
  readonly produced: number;
  readonly available: number;
  readonly orders: number;
  readonly errors: number;
  readonly warnings: number;
}

/** The month at a glance, beside what it was before. */
export function keyFigures(now: KeyAmounts, before: KeyAmounts | undefined, counts: Counts, terms: Terms): Html {
  const tile = (name: Bilingual, amount: bigint, earlier: bigint | undefined) => {
    const value = printFixed(amount, terms.amountScale);
    return html`<div class="tile"><h3>${name}</h3><strong data-value="${value}">${grouped(value)}</strong>${
      earlier !== undefined && html`<small>${changed(amount, earlier, terms)}</small>`
    }</div>`;
  };
  const count = (name: Bilingual, value: number, more: Bilingual) =>
    html`<div class="tile"><h3>${name}</h3><strong>${grouped(String(value))}</strong><small>${more}</small></div>`;
  const { produced, available, orders, errors, warnings } = counts;
  return section(
    'key-figures',
    say('Key figures', '关键数字'),
    say('The month at a glance.', '本月概览。'),
    html`<div class="tiles">
${tile(say('Cost of sales, less returns', '销售成本（扣除退回）'), now.sales, before?.sales)}
${tile(say('Completed by orders', '工单完工成本'), now.completed, before?.completed)}
${tile(say('Closing stock', '期末存货'), now.stock, before?.stock)}
${tile(say('Closing work in process', '期末在产品'), now.workInProcess, before?.workInProcess)}
${count(
  say('Items produced', '完工产品数'),
  produced,
  say(
    `${counted(available, 'more item')} · ${counted(orders, 'order')}`,
    `其他物料 ${available} 种 · 工单 ${orders} 张`,
  ),
)}
${count(
  say('Findings', '检查结果'),
  errors + warnings,
  say(`${counted(errors, 'error')} · ${counted(warnings, 'warning')}`, `错误 ${errors} · 警告 ${warnings}`),
)}
</div>`,
  );
}

function counted(count: number, noun: string): string {
  return `${grouped(String(count))} ${noun}${count === 1 ? '' : 's'}`;
}

function changed(now: bigint, before: bigint, { amountScale }: Terms): Bilingual {
  const was = grouped(printFixed(before, amountScale));
  if (before === 0n) return say(`before ${was}`, `上期 ${was}`);
  const percent = divRound((now - before) * 1000n, before < 0n ? -before : before);
  const change = `${signed(grouped(printFixed(percent, 1)))}%`;
  return say(`${change} · before ${was}`, `${change} · 上期 ${was}`);
}
