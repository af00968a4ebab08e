import type { Texts } from './texts.js';
import type { troubleEn } from './trouble-en.js';

/** Cause and remedy of every trouble of the command, in Simplified Chinese. */
export const troubleZh: Pick<Texts['trouble'], keyof typeof troubleEn> = {
  command_is_missing: ['缺少命令', '请参阅 millrace --help，或先执行：millrace demo'],
  option_is_wrong: ['{option} 不能为“{value}”', '请写成：{expected}'],
  argument_is_wrong: ['{says}', '请参阅 millrace --help'],
  argument_is_missing: ['缺少参数 {word}', '请参阅该命令的 --help'],
  value_is_missing: ['选项 {word} 缺少值', '请参阅该命令的 --help'],
  option_is_not_known: ['没有选项 {word}', '请参阅该命令的 --help'],
  command_is_not_known: ['没有命令 {word}', '请参阅 millrace --help'],
  argument_is_too_much: ['参数过多', '请参阅该命令的 --help；含空格的文字请加引号'],
  config_can_not_be_read: ['{file} 不是完整的配置：{says}', '请更正，或用 millrace init 重新生成'],
  config_is_there_already: ['{file} 已存在', '请先删除，或用 --force 覆盖'],
  period_is_not_a_month: ['“{period}”不是期间', '请写成 2026-10'],
  period_must_be_named_with_files: ['文件中没有版本：请指明期间', '请写在前面：2026-10 --from 文件夹'],
  ledger_must_be_chosen: ['有多个账套：{ledgers}', '请用 --ledger 或在配置中指定'],
  ledger_is_missing: ['{place} 中还没有数据', '请用 millrace import 文件夹 导入，其中须有 ledger 表'],
  ledger_is_not_known: ['{place} 中没有账套 {ledger}', '请导入 ledger 表，或用 --ledger 指定其他账套'],
  period_is_not_known: ['账套 {ledger} 没有期间 {period}', '请在 period 表中导入该期间及其起止日期'],
  version_name_is_wrong: [
    '“{name}”既不是版本号，也不是期间',
    '请写成 12、2026-10、standard 或 standard@2026-11-01；可查看 millrace versions',
  ],
  version_is_not_known: ['账套 {ledger} 没有版本 {version}', '请查看 millrace versions'],
  period_has_no_version: ['账套 {ledger} 的 {period} 没有版本', '请先执行 millrace close {period}'],
  item_has_no_stock: ['{period} 没有 {item} 的存货', '请查看 millrace stock {period}'],
  plant_is_not_known: ['没有工厂 {plant}', '请检查工厂代码，或去掉 --plant 查看全部'],
  plant_has_nothing: ['{place} 没有工厂 {plant} 的数据', '请检查工厂代码，或去掉 --plant 查看全部'],
  item_is_not_known: ['版本 {version} 中没有 {item} 的成本', '请查看 millrace table {version}'],
  movement_is_not_known: [
    '{period} 中没有由 {movement} 引起的收发',
    '请查看 millrace stock {period} --item 物料；全部退回的单据在原单据中冲减',
  ],
  item_is_in_several_plants: ['{item} 在多个工厂有成本：{plants}', '请指明：millrace explain 工厂/{item}'],
  table_is_not_known: ['版本中没有表 {table}', '可用：{expected}'],
  input_can_not_be_found: ['{path} 不存在', '请给出 CSV 和工作簿的文件夹、其中一个文件，或 JSON 文件'],
  input_can_not_be_read: ['{path} 无法读取：{says}', '请给出 CSV 和工作簿的文件夹、其中一个文件，或 JSON 文件'],
  input_has_changed: ['{file} 在读取期间被修改，未写入任何数据', '请等写入该文件的程序结束后重新运行'],
  input_holds_no_tables: [
    '{path} 中没有 CSV 文件或工作簿',
    '请放入每表一个文件，如 item.csv，或每表一个工作表的工作簿',
  ],
  input_is_not_facts: ['{file} 无法作为数据读取：{says}', '应为一个对象，每表一个行数组'],
  folder_is_not_of_the_demo: ['{folder} 中有其他文件', '请用 --folder 指定空文件夹'],
  version_is_no_draft: ['版本 {version} {state_in_words}', '请重新结算 {period} 以得到新草稿'],
  version_is_published: [
    '版本 {version} 已是 {period} 的已发布成本',
    '无需处理；如其后有变更需要发布，请重新结算 {period}',
  ],
  period_is_not_published: ['{period} 没有已发布版本', '无需撤回；请查看 millrace versions'],
  version_is_outdated: ['版本 {version} 由已不再有效的版本结转', '请重新结算 {period}，再发布新草稿'],
  later_period_is_published: ['{later} 已发布，且由 {period} 结转', '请先撤回 {later}'],
  period_has_a_published_version: [
    '版本 {former} 是 {period} 的已发布成本',
    '请先执行 millrace reopen {period} 撤回，或替换它：millrace publish {version} --replace --reason 原因',
  ],
  reason_is_missing: ['替换已发布的成本须说明原因', '请用 --reason 注明，记录在案'],
  version_does_not_match_its_hash: ['版本 {version} 的数据行与其哈希值不符：有人改动过', '请重新结算该期间'],
  version_comes_out_differently: [
    '版本 {version} 由其输入重新计算的结果不同',
    '可能由其他版本的 Millrace 计算：请查看 millrace verify {version}',
  ],
  database_address_is_wrong: [
    '无法识别数据库地址（因其中可能含有密码，此处不重复显示）',
    '请写成 postgres://user@host:5432/name 或 "host=db dbname=name user=u"，文件夹请写成 ./文件夹；URI 的密码中 @ 写作 %40，/ 写作 %2F',
  ],
  database_scheme_is_not_known: [
    '没有以 {scheme} 开头的数据库地址',
    '请写成 postgres://user@host:5432/name，文件夹请写成 ./文件夹',
  ],
  database_keyword_is_not_known: [
    '数据库地址、其服务或环境变量中有 Millrace 不认识的关键字',
    '可用：{expected}；含空格的值请加单引号',
  ],
  database_value_is_wrong: ['数据库地址中 {keyword} 的值无效', '可用：{expected}'],
  database_service_is_not_known: [
    '{files} 中没有服务 {service}',
    '请更正 service 或 PGSERVICE，或将地址写成 postgres://user@host:5432/name',
  ],
  certificate_can_not_be_read: [
    '{file} 无法作为证书或密钥读取：{says}',
    '请更正 sslrootcert、sslcert、sslkey 或 sslpassword（PGSSLROOTCERT、PGSSLCERT、PGSSLKEY）',
  ],
  server_has_no_tls: [
    '{place} 不支持 TLS，而 sslmode 要求使用',
    '请在服务器上启用 TLS，或用 sslmode=disable 以明文传输',
  ],
  tls_fails: [
    '无法与 {place} 建立 TLS：{says}',
    '请用 sslrootcert 给出签发服务器证书的证书，使用证书中的主机名，或参阅 docs/database.md 中的 sslmode',
  ],
  database_is_not_there: [
    '{folder} 中没有数据库',
    '请更正 --database，或在该处建立：millrace init --database {folder}',
  ],
  database_can_not_be_reached: ['无法连接数据库：{says}', '请检查地址，并确认服务器已启动'],
  database_refuses_the_user: ['数据库拒绝该用户：{says}', '请检查用户和密码（PGPASSWORD、~/.pgpass）'],
  database_does_not_exist: ['{says}', '请用 createdb 建库，或更正地址'],
  database_is_not_set_up: ['数据库缺少 Millrace 的表', '请执行 millrace migrate'],
  database_is_newer: ['{place} 由更新的 Millrace 建立（步骤 {step}）', '请使用该版本的 Millrace'],
  database_was_lost: ['数据库连接中断：{says}', '没有写入不完整的数据；请重新执行'],
  database_says: ['数据库返回：{says}', '没有写入不完整的数据；请排除原因后重新执行'],
  folder_is_in_use: [
    '{folder} 正被 {host} 上的进程 {process} 使用（{purpose}）',
    '请等待其结束；该进程一旦结束，文件夹即可使用',
  ],
  folder_can_not_be_locked: [
    '无法锁定 {folder}：{says}',
    '请放到本机磁盘上，或使用 Postgres 服务器：两个进程同时使用会损坏该文件夹',
  ],
  folder_is_damaged: [
    '无法打开 {folder} 中的数据库：{says}',
    '请恢复整个文件夹的最近备份，或用 millrace init --database 文件夹 新建后重新导入',
  ],
  folder_is_of_another_postgres: [
    '{folder} 中的数据库由 Postgres {found} 建立，本 Millrace 使用 Postgres {own}',
    '请使用建立它的 Millrace 版本；其中没有任何改动',
  ],
  close_is_running: [
    '账套 {ledger} 的 {period} 正在结算或发布：{holder}，会话 {session}，始于 {since}',
    '请等待其结束；此处未写入任何数据',
  ],
  disk_is_full: ['磁盘空间不足：{says}', '请清理空间；没有写入不完整的数据'],
  permission_is_missing: ['缺少权限：{says}', '请检查文件或表的所有者以及执行命令的用户'],
  path_can_not_be_used: ['路径无法使用：{says}', '请确认该路径是可写的文件夹'],
  defect: ['这是 Millrace 的缺陷：{says}', '请附上输入数据和以上信息反馈给我们'],
};
