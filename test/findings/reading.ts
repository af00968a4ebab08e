import { Month } from '../factory/month.js';
import { type SheetOf, workbookOf } from '../import/workbook-of.js';
import type { FindingCases } from './finding-case.js';

/** Rows and files that can not be read as they stand. */
export const READING = {
  cell_must_not_be_empty: {
    facts: new Month().buy('RAW', '10', '100.00', { document: '' }),
    finding: { severity: 'fatal', table: 'movement', key: 'M1', fields: { column: 'document', value: '' } },
    en: ['document is empty', 'fill it in at the source'],
    zh: ['凭证号（document） 为空', '请在来源系统补填'],
  },
  number_must_be_plain: {
    facts: new Month().buy('RAW', '1200*3', '100.00'),
    finding: { severity: 'fatal', table: 'movement', key: 'M1', fields: { column: 'quantity', value: '1200*3' } },
    en: [
      'quantity is "1200*3", not a plain number',
      'write the number itself, as -1234.56: no formula, exponent or separator',
    ],
    zh: ['数量（quantity） 为“1200*3”，不是普通数字', '请直接填写数字，如 -1234.56，不用公式、指数或千分位'],
  },
  number_must_fit_its_decimals: {
    facts: new Month().buy('RAW', '10', '100.005'),
    finding: {
      severity: 'fatal',
      table: 'movement_amount',
      key: 'M1 · L · material',
      fields: { column: 'amount', value: '100.005', expected: '2' },
    },
    en: ['amount is 100.005, with more than 2 decimals', 'round it at the source, where the choice can be seen'],
    zh: ['金额（amount） 为 100.005，超过 2 位小数', '请在来源系统按规定位数取整'],
  },
  number_must_be_within_range: {
    facts: new Month().buy('RAW', '9007199254.740992', '100.00'),
    finding: {
      severity: 'fatal',
      table: 'movement',
      key: 'M1',
      fields: { column: 'quantity', value: '9007199254.740992' },
    },
    en: [
      'quantity is 9007199254.740992, too large to be kept exactly',
      'use a larger unit, or a ledger of a coarser scale',
    ],
    zh: ['数量（quantity） 为 9007199254.740992，超出可精确保存的范围', '请改用更大的单位或更粗的账套精度'],
  },
  number_must_not_be_negative: {
    facts: new Month().buy('RAW', '-10', '100.00'),
    finding: { severity: 'fatal', table: 'movement', key: 'M1', fields: { column: 'quantity', value: '-10' } },
    en: ['quantity is -10, below zero', 'the direction is in the type: use the type of the return or reversal'],
    zh: ['数量（quantity） 为 -10，小于零', '方向由单据类型决定：请使用退货或冲销类型'],
  },
  text_must_not_begin_or_end_with_blanks: {
    facts: new Month().buy('RAW', '10', '100.00', { document: 'D ' }),
    finding: { severity: 'fatal', table: 'movement', key: 'M1', fields: { column: 'document', value: 'D ' } },
    en: ['document is "D ", with blanks around it', 'trim it, or it names something else than it seems to'],
    zh: ['凭证号（document） 为“D ”，首尾有空格', '请去掉空格，否则与其他编码对不上'],
  },
  text_must_not_be_too_long: {
    facts: new Month().item('RAW', { category: 'c'.repeat(201) }),
    finding: {
      severity: 'fatal',
      table: 'item',
      key: 'RAW',
      fields: { column: 'category', value: 'c'.repeat(201), expected: '200' },
    },
    en: [`category has more than 200 characters: "${'c'.repeat(201)}"`, 'shorten it at the source'],
    zh: [`物料类别（category） 超过 200 个字符：“${'c'.repeat(201)}”`, '请在来源系统缩短'],
  },
  text_must_be_of_characters: {
    facts: new Month().item('RAW', { category: 'a\0b' }),
    finding: { severity: 'fatal', table: 'item', key: 'RAW', fields: { column: 'category', value: 'a\0b' } },
    en: ['category holds what is no character: "a\0b"', 'remove it at the source: it came from a damaged export'],
    zh: ['物料类别（category） 含有无效字符：“a\0b”', '请在来源系统删除：导出数据已损坏'],
  },
  choice_must_be_known: {
    facts: new Month().item('RAW', { supply: 'bought' as 'made' }),
    finding: {
      severity: 'fatal',
      table: 'item',
      key: 'RAW',
      fields: { column: 'supply', value: 'bought', expected: 'purchased, made, both' },
    },
    en: ['supply is "bought", which is none of its values', 'use one of: purchased, made, both'],
    zh: ['供应方式（supply） 为“bought”，不是允许的值', '可用值：外购（purchased）、自制（made）、外购和自制（both）'],
  },
  flag_must_be_true_or_false: {
    facts: new Month().item('RAW', { valued: 'yes' as 'true' }),
    finding: { severity: 'fatal', table: 'item', key: 'RAW', fields: { column: 'valued', value: 'yes' } },
    en: ['valued is "yes", neither true nor false', 'write true or false'],
    zh: ['参与核算（valued） 为“yes”，既不是“是”也不是“否”', '请填写 是 或 否（true 或 false）'],
  },
  date_must_be_a_calendar_date: {
    facts: new Month().buy('RAW', '10', '100.00', { physical_on: '2026-09-31' }),
    finding: {
      severity: 'fatal',
      table: 'movement',
      key: 'M1',
      fields: { column: 'physical_on', value: '2026-09-31' },
    },
    en: ['physical_on is "2026-09-31", not a date', 'write it as 2026-10-31'],
    zh: ['实物日期（physical_on） 为“2026-09-31”，不是日期', '请写成 2026-10-31'],
  },
  instant_must_have_date_time_and_offset: {
    facts: new Month().buy('RAW', '10', '100.00', { posted_at: '2026-09-01T08:00' }),
    finding: {
      severity: 'fatal',
      table: 'movement',
      key: 'M1',
      fields: { column: 'posted_at', value: '2026-09-01T08:00' },
    },
    en: [
      'posted_at is "2026-09-01T08:00", not an instant',
      'write it as 2026-10-31T18:30:00+08:00, with day, time and by how much its clock is ahead of UTC',
    ],
    zh: [
      '过账时间（posted_at） 为“2026-09-01T08:00”，不是时刻',
      '请写成 2026-10-31T18:30:00+08:00，包括日期、时间和与 UTC 的时差',
    ],
  },
  period_must_be_a_year_and_month: {
    facts: new Month().add('period', { ledger: 'L', period: '2026-8', starts_on: '2026-08-01', ends_on: '2026-08-31' }),
    finding: { severity: 'fatal', table: 'period', key: 'L · 2026-8', fields: { column: 'period', value: '2026-8' } },
    en: ['period is "2026-8", not a period', 'write it as 2026-10'],
    zh: ['会计期间（period） 为“2026-8”，不是期间', '请写成 2026-10'],
  },
  cell_must_be_text: {
    facts: new Month().open('RAW', '10', '100.00', { quantity: 0.1 }),
    finding: {
      severity: 'fatal',
      table: 'opening_stock',
      key: 'L · P1 · RAW ·  ·  ·  · ',
      fields: { column: 'quantity', value: '0.1' },
    },
    en: ['quantity is 0.1, not text', 'give numbers as text in quotes, so that no digit is lost'],
    zh: ['数量（quantity） 为 0.1，不是文本', '数字请用带引号的文本，以免丢失位数'],
  },
  column_must_be_known: {
    facts: new Month().item('RAW', { name: 'Raw', ...{ colour: 'red' } }),
    finding: { severity: 'fatal', table: 'item', key: 'RAW', fields: { value: 'colour' } },
    en: ['the row has colour, which the table does not have', 'remove it, or correct its name'],
    zh: ['该行含有 colour，表中没有这一列', '请删除该列或更正列名'],
  },
  file_must_be_well_formed: {
    files: { 'plant.csv': 'plant\n"P1\n' },
    finding: { severity: 'fatal', table: 'plant.csv', key: 'row 2', fields: { says: 'open_quote' } },
    en: [
      'the file can not be read: a quote is never closed',
      'save it as CSV in UTF-8, with a header, quotes around cells with commas',
    ],
    zh: ['文件无法读取：引号未闭合', '请保存为 UTF-8 编码、带表头的 CSV，含逗号的单元格加引号'],
  },
  file_must_be_readable: {
    files: { 'plant.csv/a': '' },
    finding: { severity: 'fatal', table: 'plant.csv', key: 'plant.csv', fields: { says: 'folder' } },
    en: ['the file can not be opened: it is a folder', 'put a file there that this user may read'],
    zh: ['文件无法打开：它是文件夹', '请放入当前用户可读取的普通文件'],
  },
  workbook_must_be_readable: {
    files: { 'month.xlsx': 'PK but no archive' },
    finding: { severity: 'fatal', table: 'month.xlsx', key: 'month.xlsx', fields: { says: 'damaged' } },
    en: [
      'the workbook can not be read: it is damaged, or was cut',
      'open it in a spreadsheet program and save it as .xlsx',
    ],
    zh: ['工作簿无法读取：文件损坏或不完整', '请在电子表格软件中打开，另存为 .xlsx'],
  },
  cell_must_not_be_a_formula: {
    files: month({
      rows: [
        ['plant', 'name'],
        ['P1', { formula: '1200*3', value: 3600 }],
      ],
    }),
    finding: {
      severity: 'fatal',
      table: 'plant',
      key: 'P1',
      fields: { column: 'name', value: '=1200*3', at: 'month.xlsx plant!B2' },
    },
    en: [
      'name is the formula =1200*3',
      'put its value in its place: copy it, then paste special, values; a value kept beside a formula may be an old one',
    ],
    zh: ['名称（name） 为公式 =1200*3', '请复制后选择性粘贴为数值：公式旁保存的结果可能已过时'],
  },
  cell_must_not_be_an_error: {
    files: month({
      rows: [
        ['plant', 'name'],
        ['P1', { error: '#N/A' }],
      ],
    }),
    finding: {
      severity: 'fatal',
      table: 'plant',
      key: 'P1',
      fields: { column: 'name', value: '#N/A', at: 'month.xlsx plant!B2' },
    },
    en: ['name is the error #N/A', 'correct it in the workbook that it comes from'],
    zh: ['名称（name） 为错误值 #N/A', '请在来源工作簿中更正'],
  },
  cell_must_say_one_thing: {
    files: month({ rows: [['plant'], [{ number: '7', style: 'zeros' }]] }),
    finding: {
      severity: 'fatal',
      table: 'plant',
      key: '7',
      fields: { column: 'plant', value: '7', at: 'month.xlsx plant!A2' },
    },
    en: [
      'plant is 7, and what was typed can not be told from it',
      'write it as text: format the column as text, then type it again',
    ],
    zh: ['工厂（plant） 为 7，无法确定原来输入的内容', '请把该列设为文本格式后重新输入'],
  },
  cells_must_not_be_merged: {
    files: month({ rows: [['plant', 'name'], ['P1', 'a'], ['P2']], merged: 'B2:B3' }),
    finding: { severity: 'fatal', table: 'month.xlsx plant', key: 'B2:B3', fields: { value: 'B2:B3' } },
    en: ['the cells B2:B3 are merged into one', 'unmerge them, and fill in each row'],
    zh: ['单元格 B2:B3 已合并', '请取消合并，并逐行填写'],
  },
  sheet_must_not_be_hidden: {
    files: month({ rows: [['plant'], ['P1']], state: 'hidden' }),
    finding: { severity: 'fatal', table: 'month.xlsx', key: 'plant', fields: {} },
    en: ['the sheet plant is hidden', 'show it, so that who imports it has seen it, or delete it'],
    zh: ['工作表 plant 已隐藏', '请取消隐藏（导入前应看过），或将其删除'],
  },
  table_must_be_there_once: {
    files: { 'plant.csv': 'plant\nP1\n', ...month({ rows: [['plant'], ['P1']] }) },
    finding: {
      severity: 'fatal',
      table: 'plant.csv',
      key: 'plant',
      fields: { value: 'month.xlsx plant, plant.csv' },
    },
    en: ['the table plant comes twice: in month.xlsx plant, plant.csv', 'keep one of them'],
    zh: ['表 plant 出现两次：month.xlsx plant, plant.csv', '请只保留一个'],
  },
  table_must_be_known: {
    files: { 'movements.csv': 'movement\nM1\n' },
    finding: {
      severity: 'fatal',
      table: 'movements.csv',
      key: 'movements.csv',
      fields: { value: 'movements.csv', nearest: 'movement.csv', expected: 'movement' },
    },
    en: [
      'there is no table movements.csv; did you mean movement.csv?',
      'name it like the table that it holds: movement; where it is a note, begin its name with #',
    ],
    zh: [
      '没有名为 movements.csv 的表；是否应为 movement.csv？',
      '请使用所含数据表的名称：出入库单据（movement）；如为说明，请让名称以 # 开头',
    ],
  },
  header_must_be_there: {
    files: month({ rows: [['Where we work'], ['plant', 'name'], ['P1', 'Foundry']] }),
    finding: {
      severity: 'fatal',
      table: 'month.xlsx plant',
      key: 'header',
      fields: { value: 'Where we work', row: '2', expected: 'plant' },
    },
    en: [
      'the first row does not name the columns: Where we work; row 2 does',
      'begin with a row of names such as plant, with nothing above it; in CSV files with comma, semicolon or tab between them',
    ],
    zh: [
      '首行不是列名：Where we work；列名在第 2 行',
      '首行请写列名，如 工厂（plant），其上不要有任何内容；CSV 文件中各列以逗号、分号或制表符分隔',
    ],
  },
  header_must_name_known_columns: {
    files: { 'plant.csv': 'plant,colour\nP1,red\n' },
    finding: { severity: 'fatal', table: 'plant.csv', key: 'colour', fields: { value: 'colour' } },
    en: ['the header names colour, which the table does not have', 'remove the column, or correct its name'],
    zh: ['表头中的 colour 不是该表的列', '请删除该列或更正列名'],
  },
  column_must_be_there: {
    files: { 'plant.csv': 'name\nFoundry\n' },
    finding: { severity: 'fatal', table: 'plant.csv', key: 'plant', fields: {} },
    en: ['the column plant is missing', 'add it: it may not be empty'],
    zh: ['缺少列 工厂（plant）', '请补充该列：不允许为空'],
  },
  column_must_be_there_once: {
    files: { 'plant.csv': 'plant,plant\nP1,P1\n' },
    finding: { severity: 'fatal', table: 'plant.csv', key: 'plant', fields: {} },
    en: ['the header names plant more than once', 'keep one of the columns'],
    zh: ['表头中 工厂（plant） 出现多次', '请只保留一列'],
  },
  row_must_have_a_cell_per_column: {
    files: { 'plant.csv': 'plant,name\nP1,Foundry, east\n' },
    finding: { severity: 'fatal', table: 'plant.csv', key: 'row 2', fields: { expected: '2', found: '3' } },
    en: [
      'the row has 3 cells, the header 2',
      'separate cells as the header does, and put those that contain the separator into quotes; remove the row where it is a total or a note',
    ],
    zh: [
      '该行有 3 个单元格，表头有 2 个',
      '请使用与表头相同的分隔符，含分隔符的单元格请加引号；如为合计或说明，请将该行删除',
    ],
  },
  header_must_be_there_once: {
    files: { 'plant.csv': 'plant,name\nPlant,Name\nP1,Foundry\n' },
    finding: {
      severity: 'fatal',
      table: 'plant',
      key: 'Plant',
      fields: { value: 'Plant Name', at: 'plant.csv:2' },
    },
    en: ['the row names the columns once more: Plant Name', 'remove it; one header, in one language, is enough'],
    zh: ['该行再次写出列名：Plant Name', '请将该行删除：表头只需一行、一种语言'],
  },
  row_must_be_of_the_table: {
    files: { 'item.csv': 'item,unit,supply,valued\nRAW,kg,purchased,true\nTotal,,1,\n' },
    finding: {
      severity: 'fatal',
      table: 'item',
      key: 'Total',
      fields: { value: 'Total 1', expected: '4', found: '2', missing: 'unit, valued', at: 'item.csv:3' },
    },
    en: [
      'of the 4 cells of a row that may not be empty only 2 are filled: Total 1; unit, valued are empty',
      'fill in the row; remove it where it is a total, a note or a header',
    ],
    zh: [
      '该行 4 个必填单元格只填了 2 个：Total 1；未填：计量单位（unit）、参与核算（valued）',
      '请补填该行；如为合计、说明或表头，请将该行删除',
    ],
  },
  cell_must_not_name_nothing: {
    files: { 'plant.csv': 'plant,name\nP1,NULL\n' },
    finding: {
      severity: 'fatal',
      table: 'plant',
      key: 'P1',
      fields: { column: 'name', value: 'NULL', at: 'plant.csv:2' },
    },
    en: ['name is NULL, which programs write where there is nothing', 'leave the cell empty'],
    zh: ['名称（name） 为 NULL，是程序对空值的写法', '请将单元格留空'],
  },
  cell_must_be_in_a_column: {
    files: month({ rows: [['plant'], ['P1', undefined, 'east of the river']] }),
    finding: {
      severity: 'fatal',
      table: 'month.xlsx plant',
      key: 'C2',
      fields: { value: 'east of the river' },
    },
    en: ['east of the river stands in a column without a name', 'name the column in the header, or empty the cell'],
    zh: ['east of the river 所在的列没有列名', '请在表头补充列名，或清空该单元格'],
  },
  more_was_found_than_is_listed: {
    files: { 'plant.csv': `plant,name\n${'P1,Foundry, east\n'.repeat(1001)}` },
    finding: {
      severity: 'warning',
      table: 'finding',
      key: 'row_must_have_a_cell_per_column',
      fields: { value: 'row_must_have_a_cell_per_column', count: '1001', expected: '1000' },
    },
    with: Array(1000).fill('row_must_have_a_cell_per_column'),
    en: [
      'row_must_have_a_cell_per_column was found 1001 times; 1000 of them are listed',
      'correct these, then check again',
    ],
    zh: ['row_must_have_a_cell_per_column 共发现 1001 处，只列出 1000 处', '请先更正所列各处，再重新检查'],
  },
} satisfies FindingCases;

/** A workbook whose sheet holds plants. */
function month(plant: SheetOf): Readonly<Record<string, Uint8Array>> {
  return { 'month.xlsx': workbookOf({ plant }) };
}
