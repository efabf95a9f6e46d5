-- A polling station of a vote, numbered as the town hall does.
create table station (
  id uuid primary key,
  election_id uuid not null references election (id),
  place_id text not null references place (id),
  number text not null check (length(number) between 1 and 20),
  name text check (length(name) between 1 and 120),
  address text check (length(address) between 1 and 200),
  added_at timestamptz not null,
  unique (id, election_id)
);
create unique index station_number on station (election_id, place_id, number);

-- Somebody who can be at one: as what, when, and where she is registered.
create table station_volunteer (
  id uuid primary key,
  election_id uuid not null references election (id),
  person_id uuid not null references person (id) on delete cascade,
  place_id text not null references place (id),
  roles text[] not null check (cardinality(roles) > 0),
  hours text[] not null check (cardinality(hours) > 0),
  said_at timestamptz not null,
  unique (id, election_id)
);
create unique index station_volunteer_once on station_volunteer (election_id, person_id);
create index station_volunteer_person on station_volunteer (person_id);

-- Who is to be at which station, as what.
create table station_post (
  id uuid primary key,
  station_id uuid not null,
  election_id uuid not null,
  volunteer_id uuid not null,
  role text not null check (role in ('assessor', 'substitute', 'delegate')),
  state text not null check (state in ('asked', 'yes', 'no', 'ended')),
  asked_at timestamptz not null,
  answered_at timestamptz,
  foreign key (station_id, election_id) references station (id, election_id) on delete cascade,
  foreign key (volunteer_id, election_id) references station_volunteer (id, election_id) on delete cascade
);
-- One of each in a station (R44, R45, R47).
create unique index station_post_filled on station_post (station_id, role) where state in ('asked', 'yes');
-- Who sits in a station sits in that one alone (R42); a delegate may see to several.
create unique index station_post_seat on station_post (volunteer_id) where role <> 'delegate' and state in ('asked', 'yes');
create unique index station_post_once on station_post (volunteer_id, station_id) where state in ('asked', 'yes');
create index station_post_station on station_post (station_id);
