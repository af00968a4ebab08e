import type { Language } from '@millrace/costing-core';
import { CHOICES_ZH, visible } from '@millrace/facts';
import { grouped, groupedQuantity } from '../figures/decimals.js';
import { BASES, CATEGORIES, SEVERITIES, SOURCES, wordFor } from '../sections/code-words.js';
import type { Sheet, SheetColumn } from './sheet.js';

/**
 * A cell for the eye: numbers with their thousands apart, quantities without zeros at their end, codes of ours in words; everything else
 * as it is, made `visible`.
 */
export function shownCell(
  sheet: Pick<Sheet, 'name'>,
  { name, kind }: Pick<SheetColumn, 'name' | 'kind'>,
  cell: string,
  language: Language,
): string {
  if (PLAIN.test(cell) && (kind === 'number' || kind === 'quantity')) {
    return kind === 'quantity' ? groupedQuantity(cell) : grouped(cell);
  }
  if (cell === '' || !CODES.has(name)) return visible(cell);
  if (name === 'basis') return wordFor(BASES, cell)[language];
  if (name === 'severity') return wordFor(SEVERITIES, cell)[language];
  if (name === 'source') return wordFor(SOURCES, cell)[language];
  // Beside the proof, a kind of movement is a document and no category.
  if (PROVEN.has(sheet.name) && Object.hasOwn(CATEGORIES, cell)) return wordFor(CATEGORIES, cell)[language];
  if (language === 'en') return visible(cell.replaceAll('_', ' '));
  return WORDS_ZH[cell] ?? CHOICES[cell] ?? wordFor(CATEGORIES, visible(cell)).zh;
}

const PLAIN = /^-?\d+(\.\d+)?$/;

/** Columns that hold codes of ours. */
const CODES: ReadonlySet<string> = new Set([
  ...[
    'basis',
    'bearer',
    'category',
    'destination',
    'driver',
    'event',
    'kind',
    'method',
    'object',
    'object_kind',
    'phase',
  ],
  ...['reason', 'result', 'role', 'round', 'severity', 'side', 'source', 'to_kind'],
]);

const PROVEN: ReadonlySet<Sheet['name']> = new Set(['proof', 'journal_proof', 'residual']);

const CHOICES: Readonly<Record<string, string>> = CHOICES_ZH;

/** What no table of facts has a word for. */
const WORDS_ZH: Readonly<Record<string, string>> = {
  after: '结算后',
  before: '结算前',
  by_product: '副产品',
  capacity: '闲置能量差异',
  carried: '前期结转差异',
  centre: '成本中心',
  closing: '期末',
  difference: '差异',
  efficiency: '效率差异',
  expense: '期间费用',
  first: '首次',
  fixed_spending: '固定费用耗费差异',
  good: '合格品',
  in: '收入',
  item: '物料',
  joint: '联产品',
  mix: '配比差异',
  movement: '单据',
  not_examined: '无此类数据',
  not_reached: '未执行',
  opening: '期初',
  order: '工单',
  other: '其他差异',
  out: '发出',
  passed: '通过',
  planned: '按计划',
  pool: '费用池',
  price: '价格差异',
  rate: '分配率',
  received: '受益中心',
  second: '再次',
  spending: '耗费差异',
  substitution: '替代差异',
  unpriced: '无标准价',
  usage: '用量差异',
  variable_spending: '变动费用耗费差异',
  volume: '能量差异',
  yield: '产出差异',
};
