-- A mailbox that wants no reminder any more, as a keyed hash: whoever types the address asks in vain, until she takes it back.
create table roll_reminder_never (
  mailbox_hash bytea primary key,
  said_at timestamptz not null
);
