import { formulaFaultZh } from './formula-faults-zh.js';
import { WORDS } from './words.js';

export type Language = 'en' | 'zh';

/**
 * A text with its fields filled in. `{field}` is the field as it is; `{field:quantity}` a number at the 6 decimals of
 * quantities without the zeros at its end; any other `{field:kind}` a word of ours, or a list of them, in the reader's
 * language. `[…]` is left out where a field in it is empty.
 *
 * `fill('{difference:quantity} more[ at operation {operation}]', …)` with 5.000000 and no operation: `5 more`.
 */
export function fill(text: string, field: (name: string) => string, language: Language): string {
  const whole = text.replace(/\[([^\]]*)\]/g, (_, part: string) => {
    return Array.from(part.matchAll(PLACE)).every(([, name]) => field(name) !== '') ? part : '';
  });
  return whole.replace(PLACE, (_, name: string, kind?: string) => told(field(name), kind, language));
}

/** A driver in words: `labour hours`; one of the ledger's own by its code. */
export function driverInWords(driver: string, language: Language): string {
  return told(driver, 'driver', language);
}

/** A method or bucket of the valuation of stock, in the reader's language. */
export function valuationInWords(code: string, language: Language): string {
  return told(code, 'valuation', language);
}

/** What is wrong with a formula, in the reader's language. */
export function formulaFaultInWords(fault: string, language: Language): string {
  return told(fault, 'fault', language);
}

const PLACE = /\{(\w+)(?::(\w+))?\}/g;

function told(value: string, kind: string | undefined, language: Language): string {
  if (kind === undefined) return value;
  if (kind === 'fault') return language === 'zh' ? formulaFaultZh(value) : value;
  if (kind === 'quantity') return /^-?\d+\.\d{6}$/.test(value) ? value.replace(/\.?0+$/, '') : value;
  const words = WORDS[kind]?.[language] ?? {};
  const word = (code: string) => (Object.hasOwn(words, code) ? words[code] : code);
  const stages = WORDS.stage[language];
  // A node is named by what it is, then by its key; that of an order ends with its stage.
  const tellNode = (node: string) =>
    node.replace(/^\w+(?= )/, word).replace(/(?<=^\S+ \S+ · )[a-z]+/, (stage) => stages[stage] ?? stage);
  const tell = kind === 'nodes' ? tellNode : word;
  return value
    .split(', ')
    .map(tell)
    .join(language === 'zh' ? '、' : ', ');
}
