/** A command that writes, and what has to be there before it. */
export interface Writing {
  readonly name: string;
  readonly before: readonly (readonly string[])[];
  readonly command: readonly string[];
  /** The exit code of the same command where it was done already. */
  readonly again: number;
}

const IMPORT = ['import', 'FACTS'];
const CLOSE = ['close', '2026-09'];
const PUBLISH = ['publish', '1'];
const BECAUSE = ['--reason', 'the count begins'];

/** Commands that write, other than `migrate`; `FACTS` stands for the folder of the small factory with its accounts. */
export const WRITING: readonly Writing[] = [
  { name: 'import', before: [], command: IMPORT, again: 0 },
  { name: 'close', before: [IMPORT], command: CLOSE, again: 0 },
  { name: 'publish', before: [IMPORT, CLOSE], command: PUBLISH, again: 2 },
  { name: 'reopen', before: [IMPORT, CLOSE, PUBLISH], command: ['reopen', '2026-09', ...BECAUSE], again: 2 },
  { name: 'prune', before: [IMPORT, CLOSE], command: ['prune', '--keep', '0', '--older-than', '0'], again: 0 },
  {
    name: 'journal --post',
    before: [IMPORT, CLOSE, PUBLISH],
    command: ['journal', '1', '--post', '--document', 'JV-1'],
    again: 1,
  },
  { name: 'import --undo', before: [IMPORT], command: ['import', '--undo', '1'], again: 2 },
  {
    name: 'period-state',
    before: [IMPORT],
    command: ['period-state', '2026-09', 'pending_close', ...BECAUSE],
    again: 1,
  },
];
