-- When a group meets, and what came of it. The next one may be known to anybody; where it is, to members only.
create table meeting (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  starts_at timestamptz not null,
  -- null: where the group usually meets
  place text check (length(place) <= 200),
  agenda text check (length(agenda) <= 1000),
  set_by uuid references person (id) on delete set null,
  set_at timestamptz not null,
  -- Grows with each change: members are told once of each version.
  version integer not null default 1,
  cancelled_at timestamptz,
  reminded_at timestamptz,
  reported_at timestamptz,
  reported_by uuid references person (id) on delete set null,
  -- Who was there and is no member; doors knocked at; people talked with.
  guests integer check (guests between 0 and 1000),
  doors integer check (doors between 0 and 10000),
  met integer check (met between 0 and 10000),
  done text check (length(done) <= 2000)
);

create index meeting_of_group on meeting (group_id, starts_at desc);
-- Pressed twice, a meeting is set once.
create unique index meeting_once on meeting (group_id, starts_at) where cancelled_at is null;
create index meeting_to_come on meeting (starts_at) where cancelled_at is null and reminded_at is null;
create index meeting_set_by on meeting (set_by);
create index meeting_reported_by on meeting (reported_by);

-- What a member answered before, and whether she was there.
create table attendance (
  meeting_id uuid not null references meeting (id),
  person_id uuid not null references person (id) on delete cascade,
  answer text check (answer in ('yes', 'no')),
  present boolean,
  primary key (meeting_id, person_id)
);

create index attendance_person on attendance (person_id);

-- What a group asks the movement for, and what it was answered.
create table group_need (
  meeting_id uuid primary key references meeting (id),
  words text not null check (length(words) between 1 and 1000),
  asked_at timestamptz not null,
  answer text check (length(answer) <= 2000),
  answered_at timestamptz
);

create index group_need_open on group_need (asked_at desc) where answered_at is null;
