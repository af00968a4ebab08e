/** The facts by which journals find their accounts, a part of `0001-facts.ts`. */
export const accountTables = `
create table millrace.account_rule (
  ledger text not null,
  place text not null,
  event text not null default '',
  category text not null default '',
  centre text not null default '',
  element text not null default '',
  valid_from date not null,
  valid_to date,
  account text,
  dimensions text,
  primary key (ledger, place, event, category, centre, element, valid_from)
);

create table millrace.gl_balance (
  ledger text not null,
  period text not null,
  account text not null,
  amount millrace.amount not null,
  primary key (ledger, period, account)
);
`;
