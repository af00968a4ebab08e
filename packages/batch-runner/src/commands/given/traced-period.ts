import type { Language } from '@millrace/costing-core';
import type { TracedPeriod, TracedWords } from '@millrace/report/figures';
import { type Database, earlierInYear } from '@millrace/store';
import { causeText } from '../../terminal/print-causes.js';
import { explainedText } from '../../terminal/print-explained.js';
import { textsIn } from '../../text/texts-in.js';

/** What a report tells of a period beyond the tables of its version, for the months as they were closed. */
export async function tracedPeriod(
  database: Database,
  months: Pick<TracedPeriod, 'closed' | 'before'>,
  of: { readonly ledger: string; readonly period: string },
): Promise<TracedPeriod> {
  return { ...months, earlier: await earlierInYear(database, of), words: WORDS };
}

/** What the parts of a traced period are called. */
export function tracedWords(language: Language): TracedWords {
  const texts = textsIn(language);
  return {
    cause: (cause, terms) => causeText(cause, texts, terms, language),
    explained: (outcome, terms) => explainedText(outcome, terms, { texts, language }),
    variance: texts.structure.variance,
  };
}

const WORDS = { en: tracedWords('en'), zh: tracedWords('zh') };
