import type { Language } from '@millrace/costing-core';
import { causeText } from '../../packages/batch-runner/src/terminal/print-causes.js';
import { explainedText } from '../../packages/batch-runner/src/terminal/print-explained.js';
import { textsIn } from '../../packages/batch-runner/src/text/texts-in.js';
import type { TracedWords } from '../../packages/report/src/index.js';

/** The words of the command, as its report has them. */
export function tracedWords(language: Language): TracedWords {
  const texts = textsIn(language);
  return {
    cause: (cause, terms) => causeText(cause, texts, terms, language),
    explained: (outcome, terms) => explainedText(outcome, terms, { texts, language }),
    variance: texts.structure.variance,
  };
}
