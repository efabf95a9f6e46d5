-- Where somebody asked to be reminded of a date before a vote: not of what, and not why. Gone when the mail has left, or its vote is.
create table roll_reminder (
  id uuid primary key,
  email text not null,
  mailbox_hash bytea not null,
  locale text not null,
  election_id uuid not null references election (id),
  -- Before the first day of the vote.
  days_before smallint not null check (days_before between 0 and 120),
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  leaving_at timestamptz
);

create unique index roll_reminder_once on roll_reminder (mailbox_hash, election_id);
create index roll_reminder_due on roll_reminder (election_id) where confirmed_at is not null and leaving_at is null;
