import type { Finding, Rule } from './finding.js';

/**
 * Rows and files that can't be read as they stand. Nothing is computed from them: a cell is refused, never guessed. Causes stand before what comes of them: a file before its
 * cells, cells before what names their rows; so they are told.
 */
export const READING_RULES = {
  file_must_be_readable: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the file can not be opened: {says:file}', 'put a file there that this user may read'],
    zh: ['文件无法打开：{says:file}', '请放入当前用户可读取的普通文件'],
  },
  file_must_be_well_formed: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      'the file can not be read: {says:file}',
      'save it as CSV in UTF-8, with a header, quotes around cells with commas',
    ],
    zh: ['文件无法读取：{says:file}', '请保存为 UTF-8 编码、带表头的 CSV，含逗号的单元格加引号'],
  },
  workbook_must_be_readable: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the workbook can not be read: {says:file}', 'open it in a spreadsheet program and save it as .xlsx'],
    zh: ['工作簿无法读取：{says:file}', '请在电子表格软件中打开，另存为 .xlsx'],
  },
  table_must_be_known: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      'there is no table {value}[; did you mean {nearest}?]',
      'name it like the table that it holds: {expected}; where it is a note, begin its name with #',
    ],
    zh: [
      '没有名为 {value} 的表[；是否应为 {nearest}？]',
      '请使用所含数据表的名称：{expected:table}；如为说明，请让名称以 # 开头',
    ],
  },
  table_must_be_there_once: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the table {key} comes twice: in {value}', 'keep one of them'],
    zh: ['表 {key} 出现两次：{value}', '请只保留一个'],
  },
  sheet_must_not_be_hidden: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the sheet {key} is hidden', 'show it, so that who imports it has seen it, or delete it'],
    zh: ['工作表 {key} 已隐藏', '请取消隐藏（导入前应看过），或将其删除'],
  },
  cells_must_not_be_merged: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the cells {value} are merged into one', 'unmerge them, and fill in each row'],
    zh: ['单元格 {value} 已合并', '请取消合并，并逐行填写'],
  },
  header_must_be_there: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      'the first row does not name the columns: {value}[; row {row} does]',
      'begin with a row of names such as {expected}, with nothing above it; in CSV files with comma, semicolon or tab between them',
    ],
    zh: [
      '首行不是列名：{value}[；列名在第 {row} 行]',
      '首行请写列名，如 {expected:column}，其上不要有任何内容；CSV 文件中各列以逗号、分号或制表符分隔',
    ],
  },
  header_must_name_known_columns: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      'the header names {value}, which the table does not have[; did you mean {nearest}?]',
      'remove the column, or correct its name',
    ],
    zh: ['表头中的 {value} 不是该表的列[；是否应为 {nearest}？]', '请删除该列或更正列名'],
  },
  column_must_be_there: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the column {key:column} is missing', 'add it: it may not be empty'],
    zh: ['缺少列 {key:column}', '请补充该列：不允许为空'],
  },
  column_must_be_there_once: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the header names {key:column} more than once', 'keep one of the columns'],
    zh: ['表头中 {key:column} 出现多次', '请只保留一列'],
  },
  row_must_have_a_cell_per_column: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      'the row has {found} cells, the header {expected}',
      'separate cells as the header does, and put those that contain the separator into quotes; remove the row where it is a total or a note',
    ],
    zh: [
      '该行有 {found} 个单元格，表头有 {expected} 个',
      '请使用与表头相同的分隔符，含分隔符的单元格请加引号；如为合计或说明，请将该行删除',
    ],
  },
  cell_must_be_in_a_column: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{value} stands in a column without a name', 'name the column in the header, or empty the cell'],
    zh: ['{value} 所在的列没有列名', '请在表头补充列名，或清空该单元格'],
  },
  column_must_be_known: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the row has {value}, which the table does not have', 'remove it, or correct its name'],
    zh: ['该行含有 {value}，表中没有这一列', '请删除该列或更正列名'],
  },
  cell_must_not_be_a_formula: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      '{column:column} is the formula {value}',
      'put its value in its place: copy it, then paste special, values; a value kept beside a formula may be an old one',
    ],
    zh: ['{column:column} 为公式 {value}', '请复制后选择性粘贴为数值：公式旁保存的结果可能已过时'],
  },
  cell_must_not_be_an_error: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column:column} is the error {value}', 'correct it in the workbook that it comes from'],
    zh: ['{column:column} 为错误值 {value}', '请在来源工作簿中更正'],
  },
  cell_must_say_one_thing: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      '{column:column} is {value}, and what was typed can not be told from it[; it may mean {meant}]',
      'write it as text: format the column as text, then type it again',
    ],
    zh: ['{column:column} 为 {value}，无法确定原来输入的内容[；可能是 {meant}]', '请把该列设为文本格式后重新输入'],
  },
  cell_must_not_be_empty: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column:column} is empty', 'fill it in at the source'],
    zh: ['{column:column} 为空', '请在来源系统补填'],
  },
  cell_must_not_name_nothing: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column:column} is {value}, which programs write where there is nothing', 'leave the cell empty'],
    zh: ['{column:column} 为 {value}，是程序对空值的写法', '请将单元格留空'],
  },
  header_must_be_there_once: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the row names the columns once more: {value}', 'remove it; one header, in one language, is enough'],
    zh: ['该行再次写出列名：{value}', '请将该行删除：表头只需一行、一种语言'],
  },
  row_must_be_of_the_table: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      'of the {expected} cells of a row that may not be empty only {found} are filled: {value}; {missing} are empty',
      'fill in the row; remove it where it is a total, a note or a header',
    ],
    zh: [
      '该行 {expected} 个必填单元格只填了 {found} 个：{value}；未填：{missing:column}',
      '请补填该行；如为合计、说明或表头，请将该行删除',
    ],
  },
  number_must_be_plain: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      '{column:column} is "{value}", not a plain number[; it may mean {meant}]',
      'write the number itself, as -1234.56: no formula, exponent or separator',
    ],
    zh: [
      '{column:column} 为“{value}”，不是普通数字[；可能是 {meant}]',
      '请直接填写数字，如 -1234.56，不用公式、指数或千分位',
    ],
  },
  number_must_fit_its_decimals: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      '{column:column} is {value}, with more than {expected} decimals',
      'round it at the source, where the choice can be seen',
    ],
    zh: ['{column:column} 为 {value}，超过 {expected} 位小数', '请在来源系统按规定位数取整'],
  },
  number_must_be_within_range: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      '{column:column} is {value}, too large to be kept exactly',
      'use a larger unit, or a ledger of a coarser scale',
    ],
    zh: ['{column:column} 为 {value}，超出可精确保存的范围', '请改用更大的单位或更粗的账套精度'],
  },
  number_must_not_be_negative: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      '{column:column} is {value}, below zero',
      'the direction is in the type: use the type of the return or reversal',
    ],
    zh: ['{column:column} 为 {value}，小于零', '方向由单据类型决定：请使用退货或冲销类型'],
  },
  text_must_not_begin_or_end_with_blanks: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column:column} is "{value}", with blanks around it', 'trim it, or it names something else than it seems to'],
    zh: ['{column:column} 为“{value}”，首尾有空格', '请去掉空格，否则与其他编码对不上'],
  },
  text_must_not_be_too_long: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column:column} has more than {expected} characters: "{value}"', 'shorten it at the source'],
    zh: ['{column:column} 超过 {expected} 个字符：“{value}”', '请在来源系统缩短'],
  },
  text_must_be_of_characters: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      '{column:column} holds what is no character: "{value}"',
      'remove it at the source: it came from a damaged export',
    ],
    zh: ['{column:column} 含有无效字符：“{value}”', '请在来源系统删除：导出数据已损坏'],
  },
  choice_must_be_known: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      '{column:column} is "{value}", which is none of its values[; did you mean {nearest:choice}?]',
      'use one of: {expected:choice}',
    ],
    zh: ['{column:column} 为“{value}”，不是允许的值[；是否应为 {nearest:choice}？]', '可用值：{expected:choice}'],
  },
  flag_must_be_true_or_false: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column:column} is "{value}", neither true nor false[; it may mean {meant}]', 'write true or false'],
    zh: [
      '{column:column} 为“{value}”，既不是“是”也不是“否”[；可能是 {meant:choice}]',
      '请填写 是 或 否（true 或 false）',
    ],
  },
  date_must_be_a_calendar_date: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column:column} is "{value}", not a date[; it may mean {meant}]', 'write it as 2026-10-31'],
    zh: ['{column:column} 为“{value}”，不是日期[；可能是 {meant}]', '请写成 2026-10-31'],
  },
  instant_must_have_date_time_and_offset: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      '{column:column} is "{value}", not an instant[; it may mean {meant}]',
      'write it as 2026-10-31T18:30:00+08:00, with day, time and by how much its clock is ahead of UTC',
    ],
    zh: [
      '{column:column} 为“{value}”，不是时刻[；可能是 {meant}]',
      '请写成 2026-10-31T18:30:00+08:00，包括日期、时间和与 UTC 的时差',
    ],
  },
  period_must_be_a_year_and_month: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column:column} is "{value}", not a period[; it may mean {meant}]', 'write it as 2026-10'],
    zh: ['{column:column} 为“{value}”，不是期间[；可能是 {meant}]', '请写成 2026-10'],
  },
  cell_must_be_text: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column:column} is {value}, not text', 'give numbers as text in quotes, so that no digit is lost'],
    zh: ['{column:column} 为 {value}，不是文本', '数字请用带引号的文本，以免丢失位数'],
  },
  more_was_found_than_is_listed: {
    severity: 'warning',
    check: 'PRE-02',
    en: ['{value} was found {count} times; {expected} of them are listed', 'correct these, then check again'],
    zh: ['{value} 共发现 {count} 处，只列出 {expected} 处', '请先更正所列各处，再重新检查'],
  },
  reference_must_be_known: {
    severity: 'fatal',
    check: 'PRE-11',
    en: [
      '{column:column} names "{value}", which is not in {expected:table}[; did you mean {nearest}?]',
      'add it there, or correct the name',
    ],
    zh: [
      '{column:column} 为“{value}”，在 {expected:table} 中不存在[；是否应为 {nearest}？]',
      '请在该表中补建，或更正编码',
    ],
  },
} as const satisfies Record<string, Rule>;

export type ReadingCode = keyof typeof READING_RULES;

/** A finding of reading, with the severity of its rule. */
export function readingFinding(
  code: ReadingCode,
  table: string,
  key: string,
  fields: Readonly<Record<string, string>>,
): Finding<ReadingCode> {
  return { code, severity: READING_RULES[code].severity, table, key, fields };
}
