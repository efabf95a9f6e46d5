-- A request may also be to move an account to another address: whose, from where, and when it was done.
alter table sign_in_request
  add column account_id uuid references account (id) on delete cascade,
  add column from_email text,
  add column done_at timestamptz,
  add check ((account_id is null) = (from_email is null));
