-- A vote that silence is kept around. Each round is one of its own.
create table election (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  country text not null references area (id),
  created_at timestamptz not null,
  removed_at timestamptz
);

-- When people vote, and where: both null, wherever no narrower line says another day (in some places overseas it is the Saturday).
create table election_day (
  id uuid primary key,
  election_id uuid not null references election (id),
  area_id text references area (id),
  place_id text references place (id),
  vote_on date not null,
  -- When the last polling station there closes, as clocks there show it.
  closes text not null check (closes ~ '^[0-2][0-9]:[0-5][0-9]$'),
  check (area_id is null or place_id is null)
);

create unique index election_day_of on election_day (election_id, coalesce(area_id, ''), coalesce(place_id, ''));
create index election_day_when on election_day (vote_on);
