import { Trouble } from '@millrace/store';
import { ENCODINGS, type Encoding } from '../../files/decode-text.js';

/** The encoding that is asked for; `gbk` and `gb2312` are parts of `gb18030`. @throws Trouble for one that is not read. */
export function encodingOption(text: string | undefined): Encoding | undefined {
  if (text === undefined) return undefined;
  const name = text.toLowerCase();
  const encoding = ENCODINGS.find((known) => known === (ALSO[name] ?? name));
  if (encoding === undefined) {
    throw new Trouble('option_is_wrong', { option: '--encoding', value: text, expected: ENCODINGS.join(', ') });
  }
  return encoding;
}

const ALSO: Readonly<Record<string, string>> = {
  gbk: 'gb18030',
  gb2312: 'gb18030',
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
};
