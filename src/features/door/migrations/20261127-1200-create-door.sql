-- Somebody is there. `id` is made on the phone at the door, so that what it sends again is known; `at` is when it was pressed there.
create table check_in (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  -- null: she came without signing up
  sign_up_id uuid references sign_up (id) on delete cascade,
  seats smallint not null check (seats between 1 and 50),
  at timestamptz not null
);

-- Two phones at two doors: somebody is in once, and the first time counts.
create unique index check_in_once on check_in (sign_up_id) where sign_up_id is not null;
create index check_in_of on check_in (event_id, at);

-- What came of an event, as who held it tells: figures of its type, and what comes next.
create table outcome (
  event_id uuid primary key references event (id) on delete cascade,
  present integer not null check (present between 0 and 100000),
  figures jsonb not null default '{}',
  words text check (length(words) <= 2000),
  next_step text check (length(next_step) <= 300),
  told_by uuid references person (id) on delete set null,
  told_at timestamptz not null
);

create index outcome_told_by on outcome (told_by);
create index outcome_told_at on outcome (told_at);

-- Pictures of it, drawn anew without what the camera noted.
create table outcome_picture (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  bytes bytea not null,
  width integer not null,
  height integer not null,
  words text not null check (length(words) between 1 and 200),
  shown_at timestamptz not null
);

create index outcome_picture_of on outcome_picture (event_id, shown_at);
