-- Somebody who cannot go to vote, and looks for who goes for her: for one vote. All of it goes the day after. What identifies people to the
-- state (date of birth, national number) stands nowhere.
create table proxy_ask (
  id uuid primary key,
  election_id uuid not null references election (id) on delete cascade,
  -- null: a visitor, or somebody without e-mail whom staff entered.
  person_id uuid references person (id) on delete cascade,
  given_name text check (length(given_name) between 1 and 60),
  phone text,
  phone_hash bytea not null,
  email text,
  mailbox_hash bytea,
  -- Where she asked from, as a keyed hash; until she pressed the button of her mail.
  network text,
  locale text not null,
  -- Where she votes.
  place_id text not null references place (id),
  department_id text references area (id),
  country text not null references area (id),
  town text not null,
  time_zone text not null,
  lng double precision not null,
  lat double precision not null,
  station text check (length(station) between 1 and 12),
  -- Where she will make it: the law counts by that.
  made text not null check (made in ('home', 'abroad')),
  how text not null check (how in ('mail', 'site', 'staff')),
  state text not null check (state in ('unconfirmed', 'waiting', 'paused', 'withdrawn')),
  asked_at timestamptz not null,
  -- The day of the vote that she was told, and the last reminder (days before) that she got: so that she is told of another day, and of each once.
  told_on date not null,
  reminded smallint,
  -- What she withdrew is not kept, but for what counts how many she had us ask.
  check (state = 'withdrawn' or (given_name is not null and phone is not null)),
  check (how = 'staff' or mailbox_hash is not null)
);

create unique index proxy_ask_mailbox on proxy_ask (election_id, mailbox_hash) where state <> 'unconfirmed';
create unique index proxy_ask_person on proxy_ask (election_id, person_id) where state <> 'unconfirmed';
create index proxy_ask_phone on proxy_ask (election_id, phone_hash);
create index proxy_ask_waiting on proxy_ask (election_id, state);
create index proxy_ask_of on proxy_ask (person_id);

-- Somebody who goes and votes for another: one row for one vote, whatever towns, numbers and mailboxes she has.
create table proxy_holder (
  id uuid primary key,
  election_id uuid not null references election (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  phone text,
  phone_hash bytea not null,
  mailbox_hash bytea not null,
  place_id text not null references place (id),
  department_id text references area (id),
  country text not null references area (id),
  town text not null,
  time_zone text not null,
  lng double precision not null,
  lat double precision not null,
  station text check (length(station) between 1 and 12),
  km smallint not null check (km between 0 and 200),
  -- How many she holds for people whom we bring her: one, unless she says more and the law lets her.
  takes smallint not null default 1 check (takes between 1 and 3),
  -- She takes no more. The row stays, so that what was established through us goes on to count.
  withdrawn_at timestamptz,
  offered_at timestamptz not null,
  told_on date not null,
  check (withdrawn_at is not null or phone is not null),
  unique (election_id, person_id),
  unique (election_id, phone_hash),
  unique (election_id, mailbox_hash)
);

create index proxy_holder_of on proxy_holder (person_id);

-- One who asks and one who may go for her. Either may be gone, erased, before the other is told.
create table proxy_match (
  id uuid primary key,
  ask_id uuid references proxy_ask (id) on delete set null,
  holder_id uuid references proxy_holder (id) on delete set null,
  km double precision not null,
  state text not null check (state in ('proposed', 'agreed', 'established', 'ended')),
  proposed_at timestamptz not null,
  answer_by timestamptz not null,
  asker_yes_at timestamptz,
  holder_yes_at timestamptz,
  ended_at timestamptz,
  -- Who ended it, and how.
  why text check (why in ('asker-no', 'holder-no', 'silence', 'asker-left', 'holder-left')),
  check ((state = 'ended') = (ended_at is not null)),
  check (state not in ('agreed', 'established') or (asker_yes_at is not null and holder_yes_at is not null))
);

-- Whoever asks has at most one at a time; nobody is asked twice about the same.
create unique index proxy_match_open on proxy_match (ask_id) where state <> 'ended';
create unique index proxy_match_pair on proxy_match (ask_id, holder_id);
create index proxy_match_holder on proxy_match (holder_id, proposed_at);
create index proxy_match_due on proxy_match (answer_by) where state = 'proposed';

-- Proxies that somebody holds or is promised, each on a seat: there are as many as the law of the vote gives, and none beside. What was established
-- loses its match, and stays.
create table proxy_mandate (
  holder_id uuid not null references proxy_holder (id) on delete cascade,
  nth smallint not null,
  -- null: made abroad.
  nth_home smallint,
  -- What the law says, when the seat was taken.
  most smallint not null,
  most_home smallint not null,
  match_id uuid unique references proxy_match (id) on delete cascade,
  -- She said that she holds it already; else it is ours.
  said boolean not null,
  primary key (holder_id, nth),
  unique (holder_id, nth_home),
  check (nth between 1 and most),
  check (nth_home between 1 and most_home),
  check (not said or match_id is null)
);

-- Whether people are to be matched for a vote: asked for once, however much changes until it is done.
create table proxy_round (
  election_id uuid primary key references election (id) on delete cascade,
  wanted boolean not null
);
