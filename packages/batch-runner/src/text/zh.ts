import { MOVEMENT_NAMES_ZH, TABLES_ZH, type TableName } from '@millrace/facts';
import { checksZh } from './checks-zh.js';
import { closeZh } from './close-zh.js';
import { doctorZh } from './doctor-zh.js';
import { importZh } from './import-zh.js';
import { journalZh } from './journal-zh.js';
import { lateZh } from './late-zh.js';
import { mapZh } from './map-zh.js';
import { periodsZh } from './periods-zh.js';
import { policiesZh } from './policies-zh.js';
import { pruneZh } from './prune-zh.js';
import { reconcileZh } from './reconcile-zh.js';
import { restoredZh } from './restored-zh.js';
import { runsZh } from './runs-zh.js';
import { serveZh } from './serve-zh.js';
import { sheetsZh } from './sheets-zh.js';
import { stepsZh } from './steps-zh.js';
import { structureZh } from './structure-zh.js';
import { templateZh } from './template-zh.js';
import type { Texts } from './texts.js';
import { troubleZh } from './trouble-zh.js';
import { verifyZh } from './verify-zh.js';
import { waiversZh } from './waivers-zh.js';
import { whyZh } from './why-zh.js';
import { workerZh } from './worker-zh.js';

/** What the command says, in Simplified Chinese. */
export const zh: Texts = {
  program: '为工厂结算月度成本：多层级产品成本精确计算，分毫可证',
  usage: '用法：',
  arguments: '参数：',
  options: '选项：',
  globalOptions: '通用选项：',
  commands: '命令：',
  anyOptions: '[选项]',
  anyCommand: '[命令]',
  example: '示例：',
  causeAndRemedy: (cause, remedy) => `${cause}\n  → ${remedy}`,

  option: {
    database: 'postgres://… 或 "host=… dbname=…" 地址，或内嵌数据库的文件夹（默认：DATABASE_URL、配置文件、./.data）',
    config: '配置文件（默认：./millrace.config.json）',
    json: '只输出一个 JSON 文档',
    by: '由谁发起，记录在案（默认：系统用户）',
    log: '进度和错误在 stderr 上的形式：text，或每行一个对象的 json（默认：text）',
    lang: '语言：en 或 zh（默认：配置中的语言，或环境语言）',
    help: '显示帮助',
    version: '显示版本',
    ledger: '账套（默认：配置中的账套，或唯一的账套）',
    trial: '试算：只计算和显示，不写入',
    all_published: '曾发布的所有版本',
    atOnce: '同时结算的账套数，每个账套一个会话（默认：处理器核数；文件夹数据库为 1）',
    from: '不用数据库，从 CSV、Excel 工作簿或一个 JSON 文件读取；不写入',
    importPreview: '导入前预览：按表和期间显示新增、变更和删除，不写入',
    sources: '读取配置 sources 中的视图和查询，代替文件',
    importReplace: '删除这些表（逗号分隔）在 --period 中文件已没有的行',
    replacedPeriod: '--replace 的期间',
    importUndo: '撤销一次导入：其编号见 millrace imports',
    encoding: 'CSV 文件的编码：utf-8、gb18030、utf-16le（默认自动识别）',
    edges: '与 --json 同用：附上节点之间的全部价值流',
    reason: '原因，留档备查',
    replace: '取代当前已发布的版本；须用 --reason 注明原因',
    force: '重新写出配置文件；其中的数据库和账套保持不变',
    item: '只看该物料',
    item_ledger: '只看该物料，并显示其明细账：逐笔收发及结存',
    kinds: '按收发类别显示',
    elements: '显示各成本要素',
    movement: '显示该笔收发的成本及其来源',
    csv: '输出 CSV 而非表格',
    plant: '只看该工厂',
    why: '显示变动的原因：某一物料的，或整个工厂的',
    each: '显示每个物料变动的五个最大原因',
    assumedPrice: '假设本期采购的物料涨价或降价：CU-WIRE=+10%、P1/CU-WIRE=-2.5%',
    assumedPool: '假设费用池增加或减少：ENERGY=+5%',
    assumedRate: '假设某成本中心的费用池按另一版本的分配率：CC-110=2026-09',
    whatIfWhy: '显示该物料变动的构成',
    historyWhy: '显示各次变动的原因',
    all: '全部显示，不截断',
    version_of: '哪个版本：版本号或期间（默认：最新的已发布版本）',
    depth: '显示几层（默认：全部）',
    html: '将报告写入该 HTML 文件（默认：millrace-账套-期间-v版本.html）',
    against: '与该版本比较（默认：上一期间的已发布版本）',
    keep: '保留数据库、配置和文件以便继续使用，以后的演示不会删除（默认文件夹：./millrace-demo）',
    folder: '样例文件、数据库和报告的存放位置（默认：./.data/demo）',
    table: '按所存内容显示版本的该表',
    head: '以前保存在外部的末条哈希值：须仍在日志中',
  },
  argument: {
    right: 'read、import、close 或 publish；均可读取全部数据',
    role: '数据库角色',
    period: '期间，如 2026-10',
    version: '版本号；期间（取其已发布版本）；或 standard、plan、simulation、standard@2026-11-01',
    version_or_period: '版本号或期间（默认：最新的已发布版本）；与 --from 同用时为期间',
    draft: '版本号，或期间（取其最新草稿）',
    tables: 'CSV 文件和 Excel 工作簿的文件夹，或其中一个文件',
    item: '物料，或 工厂/物料',
    sources: 'CSV 文件和 Excel 工作簿的文件夹，或其中一个文件；可列多个，依次导入，每个要么全部导入要么完全不导入',
    template: '要写入的工作簿（month.xlsx），或放 CSV 文件的文件夹',
  },
  help: {
    init: '写出列明全部政策的 millrace.config.json，并建立数据库',
    migrate: '将数据库升级到最新结构',
    grant: '授予数据库角色某些命令所需的权限',
    template: '写出供填写的工作簿或 CSV 文件夹：每张表、每一栏及其含义',
    imports: '列出历次导入：文件、时间和操作人',
    import: '将 CSV 文件和 Excel 工作簿载入数据库：全部成功或全部不写',
    check: '执行某期间的全部检查，不写入',
    close: '检查、计算、验证，并写入草稿版本',
    closeAll: '结算数据库中所有账套的某一期间，可同时进行',
    publish: '将草稿发布为该期间的实际成本，不可更改',
    versions: '列出版本',
    table: '显示版本的产品单位成本表或其他表',
    verify: '用版本所存的输入重新计算：哈希值必须相同',
    compare: '按物料和成本要素比较两个版本的单位成本',
    history: '显示某一物料在各已发布期间的单位成本',
    whatIf: '按假设重新结算某一期间，并显示成本变动；不写入任何数据',
    stock: '显示收发存汇总表、物料明细账、单笔收发的成本',
    layers: '显示期末存货的成本层及其入库日期和成本',
    explain: '逐层显示物料成本的构成，直至单据',
    report: '将版本写成一个 HTML 文件',
    demo: '用内嵌数据库结算样例工厂的两个月',
  },

  tableName: (table) => (nameOf(table) === table ? table : `${nameOf(table)}（${table}）`),
  severity: { fatal: '致命', error: '错误', warning: '警告' },
  state: { draft: '草稿', published: '已发布', superseded: '已替代', withdrawn: '已撤回' },
  plainText: (place) =>
    `警告：与 ${place} 的连接为明文，途中可被他人读取和篡改\n  → 请在服务器上启用 TLS，并用 sslmode=verify-full 要求使用`,
  granted: (right, role) => `${role} 已获权限：${right}`,
  outdated: '已过时：请重新结算',
  reason: {
    ENOENT: '文件不存在',
    EACCES: '当前用户无权读取',
    EPERM: '当前用户无权读取',
    ELOOP: '链接指向自身',
    ENAMETOOLONG: '名称过长',
    EIO: '磁盘出错',
    folder: '它是文件夹',
    no_file: '它不是普通文件',
    too_large: '文件过大',
    not_utf8: '编码不是 UTF-8',
    no_json: '在 {place}（行:列）处不是 JSON',
    key_stands_twice: '同一对象中键 {key} 出现两次',
    nested_too_deep: '嵌套过深或值过长',
    no_tables: '应为每张表一个行数组的对象',
    unknown_table: '没有名为 {table} 的表',
  },
  findings: {
    named(table, key, at) {
      const name = nameOf(table);
      const beside = [...(name === table ? [] : [table]), ...(at === undefined ? [] : [at])].join('，');
      // A file is its own key.
      if (key === table && key.includes('.')) return key;
      return `${name} ${key.replace(/^row (\d+)$/, '第 $1 行').replace(/^header$/, '表头')}${beside === '' ? '' : `（${beside}）`}`;
    },
    none: '没有检查结果',
    count: (fatal, errors, warnings) =>
      [
        fatal > 0 ? `${fatal} 项致命` : '',
        errors > 0 ? `${errors} 项错误` : '',
        warnings > 0 ? `${warnings} 项警告` : '',
      ]
        .filter((part) => part !== '')
        .join('，'),
    more: (count) => `… 同类还有 ${count} 项（--all 或 --json 可查看全部）`,
  },
  init: {
    written: (file) => `已写出 ${file}：全部政策选项均已列明`,
    database: (place) => `数据库位于 ${place}`,
    kept: (file) => `原配置保存为 ${file}`,
    noPassword: '密码没有写入：请用 PGPASSWORD 或 ~/.pgpass 提供',
    folder: '文件夹一次只供一个进程使用，可靠程度取决于磁盘；多人使用或长期保存请使用服务器',
  },
  migrate: {
    done: (steps) => `已升级：${steps}`,
    nothing: '数据库已是最新结构',
  },
  doctor: doctorZh,
  import: importZh,
  map: mapZh,
  template: templateZh,
  journal: journalZh,
  periods: periodsZh,
  prune: pruneZh,
  policies: policiesZh,
  serve: serveZh,
  worker: workerZh,
  runs: runsZh,
  waivers: waiversZh,
  late: lateZh,
  reconcile: reconcileZh,
  ...closeZh,
  checks: checksZh,
  versions: {
    none: '还没有版本',
    head: ['版本', '类型', '期间', '状态', '哈希值', '错误', '警告', '结转自'],
    created: (timeZone: string) => `创建时间 (${timeZone})`,
  },
  verify: verifyZh,
  audit: {
    help: '检查审计日志是否完整，版本和审批是否与其一致',
    whole: (ledger, entries) => `账套 ${ledger} 的审计日志完整：${entries} 条`,
    head: (hash) => `末条哈希值为 ${hash}：请保存在外部，下次用 --head 给出`,
    fault: {
      entry_is_missing: (at) => `审计日志缺少第 ${at} 条`,
      entry_was_changed: (at) => `审计日志第 ${at} 条被改动过`,
      chain_is_broken: (at) => `审计日志第 ${at} 条与前一条不衔接`,
      head_is_not_there: (at) => `${at} 不在审计日志中：日志被重写过`,
      version_differs: (at) => `版本 ${at} 与审计日志不一致`,
      version_is_unknown: (at) => `版本 ${at} 不在审计日志中`,
      version_is_gone: (at) => `版本 ${at} 在审计日志中，但已不存在`,
      approvals_differ: (at) => `账套 ${at} 的审批与审计日志不一致`,
      policies_differ: (at) => `账套 ${at} 的政策与审计日志不一致`,
      waivers_differ: (at) => `账套 ${at} 的豁免与审计日志不一致`,
      postings_differ: (at) => `账套 ${at} 的凭证过账记录与审计日志不一致`,
      periods_differ: (at) => `账套 ${at} 的期间状态与审计日志不一致`,
    },
  },
  proof: {
    title: '平衡证明',
    statement: (cost, out, difference, currency) =>
      `成本流入 ${cost} ${currency}，成本流出 ${out} ${currency}，差额 ${difference}`,
    head: ['成本要素', '流入', '流出', '差额'],
    total: '合计',
  },
  unitCosts: {
    titleOf: (basis) => `产品单位成本表（${basis}）`,
    head: ['工厂', '物料', '名称', '数量', '单位', '金额', '单位成本'],
    basis: { produced: '自制', available: '采购或库存' },
  },
  compare: {
    title: (a, b) => `版本 ${a} 与版本 ${b} 比较`,
    head: ['工厂', '物料', '名称', '之前', '之后', '变动', '%'],
    rounding: '舍入',
    more: (count) => `… 还有 ${count} 个变动较小的物料（--all 可查看全部）`,
    same: '单位成本没有差异',
  },
  why: whyZh,
  restored: restoredZh,
  explain: {
    head: ['', '数量', '金额', '每单位'],
    kind: {
      made: '自制',
      component: '物料',
      layer: '成本层',
      opening_stock: '期初库存',
      opening_wip: '期初在产品',
      opening_absorption: '上期结转分配差异',
      pool: '费用池',
      centre: '成本中心',
      document: '单据',
      returned: '工单退回',
      reclassified: '综合结转',
      circulating: '循环流转',
      assumed: '暂估价格',
      left: '不计入单价',
      others: '其他',
    },
    made: (orders) => `由 ${orders} 生产`,
    orders: (count) => `${count} 张工单`,
    others: (count) => `较小的 ${count} 项`,
    left: (what) => `不计入单价：${what}`,
    closingAlone: '仅计入期末结存的迟到差异',
    rounding: '本列数字的舍入',
    total: (quantity, unit, amount, currency, unitCost) =>
      `${quantity} ${unit} 成本 ${amount} ${currency}：单位成本 ${unitCost}`,
  },
  stock: {
    title: (period, currency) => `收发存汇总表 ${period}，${currency}`,
    head: [
      '工厂',
      '物料',
      '名称',
      '单位',
      '期初结存\n数量',
      '\n金额',
      '本期收入\n数量',
      '\n金额',
      '本期发出\n数量',
      '\n金额',
      '期末结存\n数量',
      '\n单价',
      '\n金额',
    ],
    total: '合计',
    proven: '期初结存、期末结存与平衡证明一致',
    ledger: (item, unit) => `明细账 ${item}，单位：${unit}`,
    ledgerHead: [
      '日期',
      '单据',
      '摘要',
      '收入\n数量',
      '\n金额',
      '发出\n数量',
      '\n金额',
      '结存\n数量',
      '\n单价',
      '\n金额',
    ],
    inTransit: (movement) => `${movement} 调拨在途`,
    order: (order) => `工单 ${order}`,
    centre: (centre) => `成本中心 ${centre}`,
    toPlant: (plant) => `至 ${plant}`,
    refersTo: (movement) => `对应 ${movement}`,
    documentSays: (quantity) => `单据数量 ${quantity}，已减去本期退回`,
    silent: (quantity) => `${quantity}，已在原单据中冲减`,
    closing: '本期合计、期末结存',
    movementHead: ['', '数量', '金额', '单价'],
    movement: (kind, quantity, unit, item) => `${kind}：${item} ${quantity} ${unit}`,
    kind: {
      opening_stock: '期初结存',
      ...MOVEMENT_NAMES_ZH,
      absorption_difference: '分配差异（存货分摊）',
      price_difference: '标准成本差异',
      late_difference: '迟到差异（不由存货承担）',
      negative_stock: '负库存重估差异',
      zero_quantity: '无数量的金额',
      trapped: '循环中滞留的金额',
    },
  },
  layers: {
    title: (period, currency) => `期末存货成本层 ${period}，${currency}`,
    head: ['工厂', '物料', '名称', '计价方法', '成本层', '入库日期', '数量', '单价', '金额'],
    method: {
      periodic_average: '全月一次加权平均',
      daily_average: '按日加权平均',
      moving_average: '移动加权平均',
      fifo: '先进先出',
      lifo: '后进先出',
      specific: '个别计价',
      standard: '标准成本',
    },
  },
  report: { written: (file, bytes) => `报告：${file}（${bytes} 字节）` },
  demo: {
    files: (folder, rows) => `样例工厂：${rows} 行 CSV 数据，位于 ${folder}`,
    month: (period) => `${period} 月结`,
    done: (seconds) => `两个月已结算、发布并比较，用时 ${seconds} 秒`,
    report: (file) => `报告：${file}`,
    next: (database) => `继续查看：npx millrace explain WX/PUMP-32 --database ${database}`,
    left: (folder, next, period) =>
      [
        `${folder} 归您使用：其中的配置指向数据库，文件即已导入的数据`,
        `  cd ${folder}`,
        '  npx millrace versions',
        '  npx millrace explain WX/PUMP-32',
        '  npx millrace table 2026-10',
        `下一个月已可录入：填写 ${next} 中的文件，然后`,
        `  npx millrace import ${period} --preview`,
        `  npx millrace import ${period}`,
        `  npx millrace close ${period}`,
      ].join('\n'),
  },
  hash: '哈希值',
  steps: stepsZh,

  structure: structureZh,
  sheets: sheetsZh,

  trouble: {
    ...structureZh.trouble,
    ...journalZh.trouble,
    ...periodsZh.trouble,
    ...policiesZh.trouble,
    ...waiversZh.trouble,
    ...reconcileZh.trouble,
    ...troubleZh,
  },
};

/** The Chinese name of a table of facts; of a file or another table its own. */
function nameOf(table: string): string {
  return Object.hasOwn(TABLES_ZH, table) ? TABLES_ZH[table as TableName] : table;
}
