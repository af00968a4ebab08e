/** How many lines a journal has, what they come to, and their hash. */
interface Lines {
  readonly line_count: number;
  readonly debit: string;
  readonly hash: string;
}

/** A journal that was posted, and what its version gives now. */
interface PostedJournal {
  readonly posting: number;
  readonly document: string;
  readonly by: string;
  readonly at: string;
  readonly posted: Lines;
  readonly made: Lines | undefined;
}

/** What `millrace verify` says, in English. */
export const verifyEn = {
  same: (version: number, hash: string) =>
    `version ${version} computed again from its inputs has the same hash ${hash}`,
  rowsDiffer: 'the stored rows do not have the hash that was stored with them',
  differs: (found: string, expected: string) => `computed again it has the hash ${found}, stored is ${expected}`,
  version: (version: number, period: string) => `version ${version} of ${period} is not what was published`,
  all: (same: number, all: number) => `${same} of ${all} versions that were ever published are as they were`,
  otherEngine: (stored: string, own: string) => `it was computed by ${stored}, this is ${own}`,
  journal: (posting: number, document: string) =>
    `the journal of posting ${posting}${document === '' ? '' : ` (${document})`} is what it gives`,
  journalDiffers: ({ posting, document, by, at, posted, made }: PostedJournal) =>
    `the journal of posting ${posting}${document === '' ? '' : ` (${document})`} by ${by} at ${at} is not what it gives: posted were ${lines(posted)}, it gives ${made === undefined ? 'none' : lines(made)}`,
} as const;

function lines({ line_count, debit, hash }: Lines): string {
  return `${line_count} lines of ${debit} (${hash})`;
}
