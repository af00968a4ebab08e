import { isDate } from '@millrace/facts';
import { Trouble } from '@millrace/store';

/**
 * A day, or today where none is given.
 *
 * @throws Trouble for what is no day of the calendar.
 */
export function dayArgument(text: string | undefined): string {
  if (text === undefined) return today(new Date());
  if (!isDate(text)) throw new Trouble('day_is_not_a_date', { day: text });
  return text;
}

/** As the clock on the wall has it. */
function today(now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
