import type { RIGHTS } from '@millrace/store';

export type Right = (typeof RIGHTS)[number];

/** Every command that an ordinary role runs, in an order in which each has what it needs, and the right that it takes. */
export const COMMANDS: readonly (readonly [right: Right, command: readonly string[]])[] = [
  ['import', ['import', 'FACTS']],
  ['read', ['check', '2026-09']],
  ['read', ['doctor']],
  ['read', ['map']],
  ['read', ['close', '2026-09', '--trial']],
  ['close', ['policies', '--record', '--reason', 'the first']],
  ['read', ['policies']],
  ['close', ['close', '2026-09']],
  ['publish', ['publish', '1']],
  ['read', ['versions']],
  ['read', ['table', '1']],
  ['read', ['table', '1', '--restored']],
  ['read', ['stock', '1']],
  ['read', ['layers', '1']],
  ['read', ['verify', '1']],
  ['read', ['compare', '1', '1']],
  ['read', ['history', 'BOX', '--why']],
  ['read', ['what-if', '1', '--price', 'RAW=+10%']],
  ['read', ['explain', 'BOX']],
  ['read', ['report', '1', '--html', 'REPORT']],
  ['read', ['order', 'O1']],
  ['read', ['variance', '1']],
  ['read', ['journal', '1']],
  ['publish', ['journal', '1', '--post', '--document', 'JV-1']],
  ['publish', ['journal', '1', '--reversed', '--reason', 'late']],
  ['read', ['postings']],
  ['read', ['reconcile', '1']],
  ['read', ['audit', 'verify']],
  ['read', ['formula', 'test', 'none', '2026-09']],
  ['read', ['bom', 'explode', 'BOX', '--on', '2026-09-30']],
  ['read', ['bom', 'where-used', 'RAW', '--on', '2026-09-30']],
  ['read', ['bom', 'check', '--on', '2026-09-30']],
  ['read', ['standard', 'impact', '--price', 'RAW=+1%']],
  ['publish', ['reopen', '2026-09', '--reason', 'late']],
  ['close', ['standard', 'roll', '--on', '2026-10-01']],
  ['publish', ['prune', '--keep', '0', '--older-than', '0']],
  ['publish', ['period-state', '2026-09', 'pending_close', '--reason', 'late']],
  ['publish', ['period-state', '2026-09', 'open', '--reason', 'late']],
  ['publish', ['waive', 'pool_must_have_a_driver', '--until', '2099-12-31', '--reason', 'late']],
  ['read', ['waivers']],
  ['read', ['periods']],
  ['read', ['imports']],
  ['read', ['runs']],
  ['read', ['runs', '--prometheus']],
  ['read', ['serve', '--port', '0']],
  ['read', ['findings', '2026-09']],
  ['import', ['import', '--undo', '1']],
];

/** A command with what its words stand for. */
export function withPaths(command: readonly string[], facts: string, report: string): string[] {
  return command.map((word) => (word === 'FACTS' ? facts : word === 'REPORT' ? report : word));
}
