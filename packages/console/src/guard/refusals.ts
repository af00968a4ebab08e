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
  nobody_is_signed_in: {
    status: 401,
    en: [
      'the proxy did not say who is signed in, or did not show that it is the proxy',
      'sign in; if you have, have the proxy send the header of the user and the secret (docs/console.md)',
    ],
    zh: [
      '代理未说明登录用户，或未证明自己是代理',
      '请登录；如已登录，请让代理发送用户请求头和密钥（见 docs/console.md）',
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
    en: ['this address is not asked in that way', 'go back to the first page'],
    zh: ['该地址不接受这种请求方式', '请返回首页'],
  },
  act_is_not_allowed: {
    status: 403,
    en: ['the console was started to read only', 'start it with millrace serve --allow close,publish'],
    zh: ['控制台以只读方式启动', '请用 millrace serve --allow close,publish 启动'],
  },
  act_is_too_long: {
    status: 413,
    en: ['the request is longer than any act needs', 'shorten the reason'],
    zh: ['请求内容过长', '请缩短理由'],
  },
  role_may_not: {
    status: 403,
    en: [
      'the role that the console has in the database may not do this',
      'have the owner of the tables run millrace grant, or start the console with another role',
    ],
    zh: ['控制台使用的数据库角色无权执行此操作', '请由表的所有者运行 millrace grant，或换用其他角色启动控制台'],
  },
  token_is_missing: {
    status: 403,
    en: ['this request does not come from a page of this session', 'load the page again'],
    zh: ['该请求并非来自本会话的页面', '请重新加载页面'],
  },
  page_is_not_known: {
    status: 404,
    en: ['there is nothing under this address', 'go back to the first page'],
    zh: ['该地址下没有内容', '请返回首页'],
  },
} as const satisfies Record<string, { status: number } & Record<Language, readonly [string, string]>>;

export type Refusal = keyof typeof REFUSALS;
