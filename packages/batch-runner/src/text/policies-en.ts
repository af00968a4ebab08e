/** What `millrace policies` says, in English. */
export const policiesEn = {
  help: 'list the policies that versions were computed by, and what the config says otherwise; with one its choices, with two how they differ',
  one: 'a policy: its number',
  other: 'another one of its kind: its number, or config for what the config says',
  record: 'put what the config says on record, where it is another than the newest; needs --reason',
  head: ['policy', 'kind', 'hash', 'versions'],
  recorded: (timeZone: string) => `recorded (${timeZone})`,
  by: 'by',
  why: 'reason',
  kind: { close: 'close', standard: 'standard' },
  none: 'no policy is on record yet: whoever closes or rolls up records the one that is used',
  title: (number: number, kind: string) => `policy ${number}, ${kind}`,
  choice: 'choice',
  policy: (number: number) => `policy ${number}`,
  config: 'config',
  same: 'they choose the same',
  isNewest: (kind: string, number: number) => `the config says for ${kind} what policy ${number} says, the newest`,
  notYet: (kind: string) => `the config's policy for ${kind} is not on record yet`,
  differs: (kind: string, number: number) =>
    `the config says for ${kind} something else than policy ${number}, the newest:`,
  trouble: {
    policy_is_not_known: ['ledger {ledger} has no policy {policy}', 'see millrace policies'],
    policies_are_of_two_kinds: [
      'policy {one} and policy {other} are of two kinds, and have no choices in common',
      'name two of one kind: see millrace policies',
    ],
  },
} as const;
