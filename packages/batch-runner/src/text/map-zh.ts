import type { Texts } from './texts.js';

/** What `millrace map` says, in Simplified Chinese. */
export const mapZh: Texts['map'] = {
  help: '根据其他系统数据库中的表和列，生成初步映射（配置中的 sources）',
  address: '该系统的数据库（默认：配置中的 sources.connection，或本数据库）',
  write: '写入配置：已映射的表保持不变，原配置另行保留',
  head: ['列', '', '来源', '待确定'],
  colon: '：',
  certainty: { sure: '确定', look: '请核对', assumed: '假定', fill_in: '请填写' },
  open: {
    time_zone: '记录时用的是哪个时区？',
    choices: '各取值对应哪一个？',
    truth: '什么值表示“是”？',
  },
  isLike: '（仅由列和部分名称推断：请核对）',
  counts: (sure, look, assumed, fillIn) => `${sure} 列确定，${look} 列请核对，${assumed} 列为假定，${fillIn} 列请填写`,
  missing: (tables) => `未找到：${tables}；请手工映射，或从文件导入（millrace template）`,
  none: '没有找到相似的表：请手工映射，见 docs/sources.md',
  written: (file, kept) => `已写入 ${file}；原配置保存为 ${kept}`,
  already: (tables) => `已映射、保持不变：${tables}`,
  next: '请补全查询中的标记，然后执行：millrace doctor',
};
