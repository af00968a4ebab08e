/** What `millrace prune` says, in English. `prune-zh.ts` says the same in Chinese. */
export const pruneEn = {
  help: 'remove the rows of old drafts; what was ever published stays, with all that it was computed from',
  keep: 'how many of the newest drafts of each period stay, however old; 1 unless given',
  olderThan: 'only drafts that are at least so many days old; 30 unless given',
  trial: 'only say which drafts these are',
  gone: 'its rows were removed',
  draft: (version: number, period: string, trial: boolean) =>
    trial
      ? `version ${version} of ${period} would go`
      : `version ${version} of ${period} is withdrawn, its rows are gone`,
  done: (count: number, trial: boolean) =>
    trial ? `drafts that would go: ${count}; nothing was written` : `drafts whose rows were removed: ${count}`,
};
