-- Who can be voted for, in the order of the sheets.
create table vote_candidate (
  id uuid primary key,
  election_id uuid not null references election (id),
  rank integer not null,
  name text not null check (length(name) between 1 and 120)
);
create unique index vote_candidate_rank on vote_candidate (election_id, rank);
create unique index vote_candidate_name on vote_candidate (election_id, name);

-- What one person read in the evening, as she typed it. Nothing is written over: her last one counts. `key`: of the form, so that one sent twice is one.
create table station_sheet (
  key uuid primary key,
  seq bigint generated always as identity,
  station_id uuid not null references station (id),
  typed_by uuid not null references account (id) on delete cascade,
  typed_at timestamptz not null,
  figures jsonb not null
);
create index station_sheet_station on station_sheet (station_id, typed_by, seq desc);
create index station_sheet_typist on station_sheet (typed_by);

-- What two persons read alike. Says nothing of anybody.
create table station_result (
  station_id uuid primary key references station (id),
  figures jsonb not null check ((figures->>'voters')::integer between 0 and (figures->>'registered')::integer),
  agreed_at timestamptz not null,
  -- When it became another after anybody could read it.
  corrected_at timestamptz
);

-- How many had voted by an hour of the day.
create table station_turnout (
  station_id uuid not null references station (id),
  hour text not null check (hour in ('noon', 'afternoon', 'close')),
  registered integer not null check (registered between 1 and 99999),
  voters integer not null check (voters between 0 and registered),
  typed_at timestamptz not null,
  primary key (station_id, hour)
);

-- Since when the counts of a vote may be read by anybody: two persons opened them.
create table vote_opening (
  election_id uuid primary key references election (id),
  opened_at timestamptz not null
);
