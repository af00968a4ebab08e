import type { Texts } from './texts.js';

/** What `millrace worker` and `millrace close-all --workers` say, in Simplified Chinese. */
export const workerZh: Texts['worker'] = {
  help: '逐一结算 close-all --workers 放入队列的账套，直到被停止',
  workers: '由任意多台机器上的 millrace worker 结算各账套，并等待其完成',
  waits: (place) => `正在等待 ${place} 中的任务；按 Ctrl+C 停止`,
  took: (ledger, period, by) => `账套 ${ledger} 的 ${period}，提交人 ${by}`,
  closed: (ledger, period, ms) => `账套 ${ledger} 的 ${period}：完成，${ms} ms`,
  notClosed: (ledger, period, why) => `账套 ${ledger} 的 ${period}：${why}`,
  gaveBack: (ledger, period) => `账套 ${ledger} 的 ${period}：已退回队列`,
  tookBack: (count) => `${count} 个任务已退回队列：其工作进程已不在`,
  lost: (says) => `${says}；将重试`,
  nobody: '尚无工作进程领取任务：请在本机或其他机器上启动 millrace worker',
};
