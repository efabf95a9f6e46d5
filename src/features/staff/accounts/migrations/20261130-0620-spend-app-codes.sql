-- Codes of an authenticator app that were tried: each counts once, though it holds for a minute and a half (RFC 6238 §5.2).
create table spent_code (
  account_id uuid not null references account (id) on delete cascade,
  code text not null,
  spent_at timestamptz not null,
  primary key (account_id, code)
);
