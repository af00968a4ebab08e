import type { Language } from '@millrace/costing-core';
import { Trouble, type TroubleCode } from '@millrace/store';

/** A trouble without what pages must not hear: where the database is, and what a failed connection says of host and user. */
export function toldToPages(trouble: Trouble, language: Language): Trouble {
  const { code, fields } = trouble;
  const kept = Object.entries(fields).map(([name, text]) => {
    if (name === 'place') return [name, DATABASE[language]];
    if (name === 'folder') return [name, FOLDER[language]];
    return [name, name === 'says' && isOfTheConnection(code) ? OUTPUT[language] : text];
  });
  return new Trouble(code, Object.fromEntries(kept), trouble);
}

/** Whether a trouble tells how the database is reached: then it is written where the console was started. */
export function isOfTheConnection(code: TroubleCode): boolean {
  return CONNECTION.test(code) && code !== 'database_says';
}

const CONNECTION = /^(database|folder|certificate|server|tls)_/;
const DATABASE = { en: 'the database', zh: '数据库' };
const FOLDER = { en: 'its folder', zh: '其文件夹' };
const OUTPUT = { en: 'see the output of millrace serve', zh: '详见 millrace serve 的输出' };
