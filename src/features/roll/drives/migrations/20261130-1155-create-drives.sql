-- A group that helps its neighbours on to the roll before a vote. Until when follows from the vote.
create table roll_drive (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  election_id uuid not null references election (id),
  neighbours smallint not null check (neighbours between 5 and 500),
  begun_at timestamptz not null
);

create unique index roll_drive_once on roll_drive (group_id, election_id);
create index roll_drive_of on roll_drive (election_id);

-- How many were helped on a day: of nobody, and by nobody.
create table roll_drive_day (
  drive_id uuid not null references roll_drive (id),
  day date not null,
  checked integer not null default 0 check (checked >= 0),
  registered integer not null default 0 check (registered >= 0),
  primary key (drive_id, day)
);

-- A form that was sent, so that it counts once however often a bad network sends it. It goes after a day.
create table roll_drive_press (
  press uuid primary key,
  drive_id uuid not null references roll_drive (id),
  day date not null,
  checked integer not null,
  registered integer not null,
  at timestamptz not null
);
