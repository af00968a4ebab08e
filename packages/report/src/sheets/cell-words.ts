import { driverInWords, type Language, valuationInWords } from '@millrace/costing-core';
import { CHOICES_ZH, TABLES_ZH, visible } from '@millrace/facts';
import { grouped, groupedQuantity } from '../figures/decimals.js';
import { BASES, CATEGORIES, LATE_COSTS, SEVERITIES, SOURCES, wordFor } from '../sections/code-words.js';
import { STAGE_KINDS, WIP_METHODS } from '../sections/stage-words.js';
import type { Sheet, SheetColumn } from './sheet.js';
import { sheetTexts } from './text/sheet-texts-in.js';

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
  const column = { sheet: sheet.name, name };
  if (cell === '' || !isOfCodes(column)) return visible(cell);
  if (name === 'basis') return wordFor(BASES, cell)[language];
  if (name === 'severity') return wordFor(SEVERITIES, cell)[language];
  if (name === 'source') return wordFor(SOURCES, cell)[language];
  // Beside the proof, a kind of movement is a document and no category.
  if (PROVEN.has(sheet.name) && Object.hasOwn(CATEGORIES, cell)) return wordFor(CATEGORIES, cell)[language];
  return language === 'en' ? visible(cell.replaceAll('_', ' ')) : wordZh(column, cell);
}

/** A sheet for a workbook: in Chinese our own codes are words. In English they are words as they are, and CSV keeps them in both. */
export function sheetInWords(sheet: Sheet, language: Language): Sheet {
  const codes = sheet.columns.map(({ name }) => isOfCodes({ sheet: sheet.name, name }));
  if (language === 'en' || !codes.includes(true)) return sheet;
  return { ...sheet, rows: rowsInWords(sheet, codes) };
}

function* rowsInWords({ name: sheet, columns, rows }: Sheet, codes: readonly boolean[]): Generator<readonly string[]> {
  for (const row of rows) {
    yield row.map((cell, at) => (codes[at] && cell !== '' ? wordZh({ sheet, name: columns[at].name }, cell) : cell));
  }
}

interface ColumnOfSheet {
  readonly sheet: Sheet['name'];
  readonly name: string;
}

/** Whether a column holds codes of ours. Reasons and categories of others are people's own words. */
export function isOfCodes({ sheet, name }: ColumnOfSheet): boolean {
  if (name === 'reason') return sheet === 'residual';
  if (name === 'category') return PROVEN.has(sheet);
  return CODES.has(name);
}

/** What a code is called; a name that somebody gave, as of a driver of their own, stays as it is. */
function wordZh({ sheet, name }: ColumnOfSheet, cell: string): string {
  if (PROVEN.has(sheet) && Object.hasOwn(CATEGORIES, cell)) return wordFor(CATEGORIES, cell).zh;
  if (name === 'severity' || (name === 'result' && Object.hasOwn(SEVERITIES, cell))) {
    return wordFor(SEVERITIES, cell).zh;
  }
  if (name === 'target') return TARGETS.has(cell) ? wordFor(CATEGORIES, cell).zh : visible(cell);
  if (name === 'stage') return stageZh(cell);
  const table = name === 'table' ? (TABLES[cell] ?? RESULTS[cell]) : undefined;
  if (table !== undefined) return table;
  if (name === 'driver') return visible(driverInWords(cell, 'zh'));
  if (name === 'bucket') return valuationInWords(cell, 'zh');
  if (name === 'method') return methodZh(sheet, cell);
  if (name.startsWith('basis')) return BASES_ZH[cell] ?? visible(driverInWords(cell, 'zh'));
  if (name === 'source') return wordFor(SOURCES, cell).zh;
  return WORDS_ZH[cell] ?? CHOICES[cell] ?? wordFor(CATEGORIES, visible(cell)).zh;
}

/** `加工:10` for `conversion:10`. */
function stageZh(cell: string): string {
  const [kind, ...rest] = cell.split(':');
  return visible([wordFor(STAGE_KINDS, kind).zh, ...rest].join(':'));
}

/** Where what goes to no order goes. */
const TARGETS: ReadonlySet<string> = new Set(['idle_capacity', 'unabsorbed']);

/** First in, first out is one thing for stock and another for work in process. */
function methodZh(sheet: Sheet['name'], cell: string): string {
  if (sheet === 'order_quantity') return wordFor(WIP_METHODS, cell).zh;
  return sheet === 'joint_cost' ? (JOINT_ZH[cell] ?? cell) : valuationInWords(cell, 'zh');
}

const PLAIN = /^-?\d+(\.\d+)?$/;

/** Columns that hold codes of ours. */
const CODES: ReadonlySet<string> = new Set([
  ...[
    'basis',
    'basis_after',
    'basis_before',
    'bearer',
    'bucket',
    'destination',
    'driver',
    'event',
    'kind',
    'method',
    'object',
    'object_kind',
    'phase',
  ],
  ...['result', 'role', 'round', 'severity', 'share', 'side', 'source', 'stage', 'table', 'target', 'to_kind'],
]);

const PROVEN: ReadonlySet<Sheet['name']> = new Set(['proof', 'journal_proof', 'residual']);

const CHOICES: Readonly<Record<string, string>> = CHOICES_ZH;
const TABLES: Readonly<Record<string, string>> = TABLES_ZH;
/** Tables of results are called what their sheets are. */
const RESULTS: Readonly<Record<string, string>> = sheetTexts('zh').name;

const BASES_ZH: Readonly<Record<string, string>> = {
  produced: BASES.produced.zh,
  available: BASES.available.zh,
  closing: '期末',
  services: '劳务量',
};

/** By what joint products share their cost. */
const JOINT_ZH: Readonly<Record<string, string>> = {
  weight: '系数分配法',
  quantity: '实物数量法',
  share: '比例分配法',
  sales_value: '相对售价法',
  net_realisable_value: '可变现净值法',
  constant_margin: '固定毛利率法',
  standard_cost: '标准成本法',
};

/** What no table of facts has a word for. */
const WORDS_ZH: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(LATE_COSTS).map(([code, { zh }]) => [code, zh])),
  after: '结算后',
  before: '结算前',
  by_product: '副产品',
  capacity: '闲置能量差异',
  carried: '前期结转差异',
  centre: '成本中心',
  closing: '期末',
  credit: '抵减',
  department: '辅助部门',
  difference: '差异',
  efficiency: '效率差异',
  elsewhere: '其他去向',
  expense: '期间费用',
  finished: '完工产品',
  first: '首次',
  fixed_spending: '固定费用耗费差异',
  good: '合格品',
  idle: '停工工时差异',
  in: '收入',
  in_process: '广义在产品',
  item: '物料',
  joint: '联产品',
  lost: '非正常损失',
  lot_size: '批量差异',
  mix: '配比差异',
  movement: '单据',
  not_examined: '无此类数据',
  not_reached: '未执行',
  opening: '期初',
  order: '工单',
  other: '其他差异',
  out: '发出',
  overhead: '制造费用',
  passed: '通过',
  planned: '按计划',
  pool: '费用池',
  price: '价格差异',
  pricing: '计价',
  quota_change: '定额变动差异',
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
