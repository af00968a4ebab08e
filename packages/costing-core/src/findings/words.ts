import { CHOICES_ZH, COLUMNS_ZH, MOVEMENT_NAMES_ZH, TABLES_ZH } from '@millrace/facts';

/** Words for the codes of ours that findings contain, by kind. A code that isn't here is printed as it is. */
export const WORDS: Readonly<Record<string, Readonly<Record<'en' | 'zh', Readonly<Record<string, string>>>>>> = {
  column: { en: {}, zh: withCodes(COLUMNS_ZH) },
  table: { en: {}, zh: withCodes(TABLES_ZH) },
  choice: { en: {}, zh: withCodes(CHOICES_ZH) },
  driver: {
    en: {
      hours_machine: 'machine hours',
      hours_labour: 'labour hours',
      quantity_good: 'good quantities',
      cycles: 'cycles',
      quota_hours_machine: 'quota machine hours',
      quota_hours_labour: 'quota labour hours',
    },
    zh: {
      hours_machine: '机器工时',
      hours_labour: '人工工时',
      quantity_good: '合格数量',
      cycles: '加工次数',
      quota_hours_machine: '定额机器工时',
      quota_hours_labour: '定额人工工时',
    },
  },
  /** How departments share what they have. */
  method: {
    en: {
      direct: 'direct',
      step_down: 'step-down',
      algebraic: 'algebraic',
      interactive: 'interactive',
      planned_price: 'planned price',
    },
    zh: {
      direct: '直接分配法',
      step_down: '顺序分配法',
      algebraic: '代数分配法',
      interactive: '交互分配法',
      planned_price: '计划成本分配法',
    },
  },
  /** What a policy may name. */
  named: {
    en: { centre: 'cost centre', driver: 'driver', item: 'item', element: 'cost element', finding: 'finding' },
    zh: { centre: '成本中心', driver: '分配标准', item: '物料', element: '成本要素', finding: '检查代码' },
  },
  /** Kinds of prices. */
  price: { en: { sale: 'sales' }, zh: { sale: '销售', standard: '标准' } },
  /** Where a fallback price came from. */
  origin: {
    en: {
      opening: 'price of the opening stock',
      purchases: 'price of the purchases',
      last_actual: 'last actual cost',
      standard: 'standard price',
      last_purchase: 'last purchase price',
      original: 'its original value',
      '-': 'there is no price',
    },
    zh: {
      opening: '期初单价',
      purchases: '本期采购价',
      last_actual: '最近实际成本',
      standard: '标准价',
      last_purchase: '最近采购价',
      original: '原值',
      '-': '没有任何价格',
    },
  },
  /** What the price of a receipt is measured by. */
  reference: {
    en: {
      opening: 'price in opening stock',
      last_actual: 'last actual cost',
      listed: 'listed price',
      receipts: 'usual price in the period',
    },
    zh: { opening: '期初单价', last_actual: '最近实际成本', listed: '价格表单价', receipts: '本期其他入库的单价' },
  },
  /** Why a file can't be read. */
  file: {
    en: {
      no_header: 'it has no header',
      open_quote: 'a quote is never closed',
      quote_within: 'a quote stands within a cell that does not begin with one',
      text_behind_quote: 'text stands behind a closing quote',
      lone_return: 'a carriage return stands alone within a row',
      mixed_ends:
        'its first row ends in a carriage return alone, and this one holds a line feed: save it with one kind of row end',
      too_long: 'a row is longer than a million characters',
      encoding: 'it is in another encoding than UTF-8, UTF-16 or GB18030, or than was asked for',
      no_workbook: 'it is no Excel workbook',
      other_format: 'it is a workbook of another format',
      protected: 'it is protected by a password, or an old .xls file',
      damaged: 'it is damaged, or was cut',
      too_large: 'it unpacks to more than is ever in a workbook of facts',
      folder: 'it is a folder',
      no_file: 'it is a pipe or a device',
      ENOENT: 'the link leads to nothing',
      ELOOP: 'the link leads to itself',
      EACCES: 'this user may not read it',
      EPERM: 'this user may not read it',
      ENAMETOOLONG: 'its name is too long',
      EIO: 'the disk fails',
    },
    zh: {
      no_header: '没有表头',
      open_quote: '引号未闭合',
      quote_within: '单元格中间出现引号',
      text_behind_quote: '闭合引号之后还有文字',
      lone_return: '行内出现单独的回车符',
      mixed_ends: '首行仅以回车符结尾，而本行含有换行符：请用同一种行结尾另存文件',
      too_long: '一行超过一百万个字符',
      encoding: '编码不是 UTF-8、UTF-16 或 GB18030，或与指定的编码不符',
      no_workbook: '不是 Excel 工作簿',
      other_format: '是其他格式的工作簿',
      protected: '有密码保护，或为旧版 .xls 文件',
      damaged: '文件损坏或不完整',
      too_large: '解压后超出数据工作簿可能的大小',
      folder: '它是文件夹',
      no_file: '它是管道或设备',
      ENOENT: '链接指向的文件不存在',
      ELOOP: '链接指向自身',
      EACCES: '当前用户无权读取',
      EPERM: '当前用户无权读取',
      ENAMETOOLONG: '名称过长',
      EIO: '磁盘出错',
    },
  },
  status: { en: {}, zh: { approved: '已审核', draft: '草稿', void: '作废' } },
  movement: { en: {}, zh: MOVEMENT_NAMES_ZH },
  /** Codes of the factory, printed as they are. */
  list: { en: {}, zh: {} },
  /** How stock is valued: method, bucket. */
  valuation: {
    en: {},
    zh: {
      periodic_average: '全月一次加权平均',
      daily_average: '按日加权平均',
      moving_average: '移动加权平均',
      fifo: '先进先出',
      lifo: '后进先出',
      specific: '个别计价',
      standard: '标准成本',
      plant_item: '工厂和物料',
      plant_item_lot: '工厂、物料和批次',
      plant_item_project: '工厂、物料和项目',
      plant_item_lot_project: '工厂、物料、批次和项目',
      item: '物料',
    },
  },
  /** The stages of an order. */
  stage: {
    en: {},
    zh: {
      completed: '完工',
      material: '材料',
      evenly: '陆续投料',
      conversion: '加工',
      fee: '加工费',
      spoilage: '废品损失',
    },
  },
  /** What a node of the network is. */
  nodes: {
    en: {},
    zh: {
      centre: '成本中心',
      department: '辅助部门',
      received: '受益中心',
      rate: '计划分配率',
      order: '工单',
      pool: '费用池',
      stock: '存货',
      short: '负库存',
      debt: '期初负库存',
      revaluation: '重估',
      spread: '待分摊金额',
      late: '迟到金额',
      difference: '标准成本差异',
    },
  },
};

/** Names that are also codes: both are read, and files may have either: `数量（quantity）`. */
function withCodes(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).map(([code, name]) => [code, `${name}（${code}）`]));
}
