-- A mail with a code that is to be sent. Gone within the hour.
create table sign_in_request (
  id uuid primary key,
  email text not null,
  mailbox_hash bytea not null,
  locale text not null,
  asked_at timestamptz not null,
  sent_at timestamptz
);

create index sign_in_request_mailbox on sign_in_request (mailbox_hash, asked_at);
