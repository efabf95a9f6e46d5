-- One act of sending: a letter as frozen, to whom it was frozen for.
create table mailing (
  id uuid primary key,
  title text not null,
  -- For what she agreed to be reached, and whether it is chosen by what is known of people to whom this goes.
  purpose text not null,
  selecting boolean not null,
  -- What its words are, as the law of contact takes them, and what they say of themselves.
  kind text not null,
  carries text[] not null,
  -- The rule of the audience as it was, written out, and where it selects.
  rule jsonb not null,
  scope jsonb not null,
  -- What becomes of a letter of which nobody knows whether a server took it: sent again under the same Message-ID, or left alone and shown.
  policy text not null check (policy in ('resend', 'park')),
  state text not null check (state in ('freezing', 'ready', 'running', 'paused', 'stopped', 'done')),
  -- Up to whom, by id, people are written down.
  frozen_to uuid,
  frozen_at timestamptz,
  -- Those who are written down, and by reason those who are not.
  meant integer not null default 0,
  left_out jsonb not null default '{}',
  made_at timestamptz not null,
  begun_at timestamptz,
  ended_at timestamptz,
  check ((frozen_at is null) = (state = 'freezing')),
  check (begun_at is not null or state in ('freezing', 'ready', 'stopped'))
);

-- Who is meant, written once, in the order in which letters leave. What a server took says nothing of itself: a row below what its chunk has done, and
-- without a fate, was taken.
create table delivery (
  mailing_id uuid not null references mailing (id),
  seq integer not null check (seq >= 0),
  person_id uuid not null references person (id) on delete cascade,
  primary key (mailing_id, seq)
);
create unique index delivery_person on delivery (person_id, mailing_id);

-- Consecutive rows of one group of mail servers: what one sender takes at once.
create table mailing_chunk (
  mailing_id uuid not null references mailing (id),
  turn integer not null,
  dest text not null,
  -- [lo, hi) of `seq`; below `done` is recorded, from `intent` on nothing was sent, between them nobody knows until it is recorded.
  lo integer not null,
  hi integer not null check (hi > lo),
  done integer not null,
  intent integer not null,
  -- Raised by whoever takes it: who took it before writes nothing more.
  epoch integer not null default 0,
  lease_until timestamptz,
  not_before timestamptz,
  -- When its last letter was taken, or is known not to be.
  over_at timestamptz,
  primary key (mailing_id, turn),
  check (lo <= done and done <= intent and intent <= hi),
  check ((over_at is not null) = (done = hi))
);
create index mailing_chunk_waiting on mailing_chunk (mailing_id, turn) where over_at is null;
create unique index mailing_chunk_lo on mailing_chunk (mailing_id, lo);

-- What did not simply go.
create table delivery_fate (
  mailing_id uuid not null,
  seq integer not null,
  -- `deferred`: to be tried again; `failed`: it was, long enough; `left-out`: at her turn she was not to be written to; `uncertain`: nobody knows.
  fate text not null check (fate in ('deferred', 'refused', 'failed', 'left-out', 'uncertain')),
  -- Why, in a word of ours; and what the server said.
  reason text not null,
  reply text,
  at timestamptz not null,
  tries integer not null default 1,
  not_before timestamptz,
  -- Being tried: after a crash nobody knows what came of it.
  lease_until timestamptz,
  epoch integer not null default 0,
  primary key (mailing_id, seq),
  foreign key (mailing_id, seq) references delivery (mailing_id, seq) on delete cascade,
  check ((fate = 'deferred') = (not_before is not null)),
  check (lease_until is null or fate = 'deferred')
);
create index delivery_fate_waiting on delivery_fate (mailing_id, not_before) where fate = 'deferred';

-- Groups of mail servers: domains with many people, by whose servers read them.
create table mail_domain (domain text primary key, dest text not null);

-- How fast a group takes letters, where it said that we are too fast; and until when it takes none.
create table mail_pace (
  dest text primary key,
  per_minute double precision check (per_minute > 0),
  tokens double precision not null check (tokens >= 0),
  at timestamptz not null,
  blocked_until timestamptz,
  -- Blocked so often without a letter taken in between.
  blocks integer not null default 0,
  reply text
);

-- While its row is there, nothing leaves.
create table mail_halt (one boolean primary key check (one), by uuid references account (id) on delete set null, at timestamptz not null);
