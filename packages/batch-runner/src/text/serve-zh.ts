import type { Texts } from './texts.js';

/** What `millrace serve` says, in Simplified Chinese. */
export const serveZh: Texts['serve'] = {
  help: '在本机浏览器中查看数据库中的各月；除非另行允许，否则只读',
  port: '本机端口（默认：4180）；0 表示任一空闲端口',
  allow: '除读取外允许的操作（数据库也须允许）：close、publish，或以逗号并列',
  proxy:
    '本机上负责登录并转发请求的代理的地址，如 https://cost.example.com；代理以 MILLRACE_PROXY_SECRET 中的密钥证明自己',
  userHeader: '代理说明登录用户的请求头，如 x-forwarded-user',
  listens: (address) => `控制台地址：${address}`,
  once: '该地址只供一个浏览器使用一次；网络上的其他人无法访问',
  stop: '按 Ctrl+C 停止',
};
