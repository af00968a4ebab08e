import type { Texts } from './texts.js';

/** The same as `sheets-en.ts`, in Chinese. */
export const sheetsZh: Texts['sheets'] = {
  option: {
    xlsx: '将所有表写入此工作簿，每表一个工作表',
    csv: '将所有表写入此文件夹，每表一个 CSV 文件',
    compared: '写成工作簿',
  },
  workbook: (file, sheets) => `工作簿：${file}（${sheets} 个工作表）`,
  folder: (folder, files) => `CSV：${folder}（${files} 个文件）`,
};
