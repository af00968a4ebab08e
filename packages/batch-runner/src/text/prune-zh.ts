import type { Texts } from './texts.js';

export const pruneZh: Texts['prune'] = {
  help: '清除旧草稿的数据行；曾经发布的版本及其计算依据一律保留',
  keep: '每个期间保留最新的几个草稿，不论多旧；默认 1',
  olderThan: '只清除创建满若干天的草稿；默认 30',
  trial: '只列出将被清除的草稿',
  gone: '数据行已清除',
  draft: (version, period, trial) =>
    trial ? `将清除 ${period} 的版本 ${version}` : `${period} 的版本 ${version} 已作废，其数据行已清除`,
  done: (count, trial) => (trial ? `将清除的草稿：${count} 个；未写入任何内容` : `已清除数据行的草稿：${count} 个`),
};
