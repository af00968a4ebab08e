/**
 * Policies, as versions were computed by them and workers read them: a row per content that took the place of another. Numbers run
 * through a ledger; `0006-record` writes who and when, and keeps rows as they are.
 */
export const policies = `
create table millrace.policy (
  ledger text not null,
  policy integer not null,
  -- of closes, or of structures and standard costs
  kind text collate "C" not null check (kind in ('close', 'standard')),
  -- every choice spelled out
  content json not null,
  -- SHA-256 of the choices, the same in whatever order they are written
  hash text not null,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  recorded_as text not null,
  primary key (ledger, policy)
);
`;
