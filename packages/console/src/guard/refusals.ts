import type { Language } from '@millrace/costing-core';

/** Why a request is not answered, before anything of the database is looked at. */
export const REFUSALS = {
  session_is_missing: {
    status: 401,
    en: [
      'this browser has not entered the console',
      'open the address that millrace serve printed; it is good for one browser: start millrace serve again for another',
    ],
    zh: [
      '此浏览器尚未进入控制台',
      '请打开 millrace serve 打印的地址；该地址只供一个浏览器使用，换浏览器请重新运行 millrace serve',
    ],
  },
  token_is_used: {
    status: 403,
    en: [
      'this address was used already, or is wrong',
      'start millrace serve again, and open the address that it prints',
    ],
    zh: ['该地址已用过或有误', '请重新运行 millrace serve，并打开其打印的地址'],
  },
  host_is_not_this_machine: {
    status: 403,
    en: ['the console answers only under its own address', 'open the address that millrace serve printed'],
    zh: ['控制台只在自己的地址上应答', '请打开 millrace serve 打印的地址'],
  },
  request_is_from_elsewhere: {
    status: 403,
    en: ['another site sent this request', 'open the address that millrace serve printed'],
    zh: ['该请求来自其他网站', '请打开 millrace serve 打印的地址'],
  },
  method_is_not_allowed: {
    status: 405,
    en: ['the console only reads', 'use the commands of millrace to change something'],
    zh: ['控制台只读', '请用 millrace 命令进行更改'],
  },
  page_is_not_known: {
    status: 404,
    en: ['there is nothing under this address', 'go back to the first page'],
    zh: ['该地址下没有内容', '请返回首页'],
  },
} as const satisfies Record<string, { status: number } & Record<Language, readonly [string, string]>>;

export type Refusal = keyof typeof REFUSALS;
