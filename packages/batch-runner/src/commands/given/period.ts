import { isPeriod } from '@millrace/facts';
import { Trouble } from '@millrace/store';

/** @throws Trouble for what is not a year and a month. */
export function periodArgument(text: string): string {
  if (!isPeriod(text)) throw new Trouble('period_is_not_a_month', { period: text });
  return text;
}
