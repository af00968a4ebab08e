import type { Texts } from './texts.js';

/** `verify-en.ts` in Chinese. */
export const verifyZh: Texts['verify'] = {
  same: (version, hash) => `版本 ${version} 由所存输入重新计算，哈希值相同：${hash}`,
  rowsDiffer: '所存数据行与所存哈希值不符',
  differs: (found, expected) => `重新计算的哈希值为 ${found}，所存为 ${expected}`,
  version: (version, period) => `${period} 的版本 ${version} 与发布时不一致`,
  all: (same, all) => `曾发布的版本共 ${all} 个，与发布时一致的 ${same} 个`,
  otherEngine: (stored, own) => `该版本由 ${stored} 计算，当前为 ${own}`,
  journal: (posting, document) => `第 ${posting} 次过账的凭证${document === '' ? '' : `（${document}）`}与版本一致`,
  journalDiffers: ({ posting, document, by, at, posted, made }) =>
    `第 ${posting} 次过账的凭证${document === '' ? '' : `（${document}）`}（${by}，${at}）与版本不一致：过账时为 ${lines(posted)}，重新生成为 ${made === undefined ? '无' : lines(made)}`,
};

function lines({ line_count, debit, hash }: Parameters<Texts['verify']['journalDiffers']>[0]['posted']): string {
  return `${line_count} 行，${debit}（${hash}）`;
}
