-- Reference data, loaded from data/*.tsv: natural keys, so that two installations name the same town alike.

create table area (
  id text primary key,
  kind text not null check (kind in ('country', 'region', 'department')),
  parent_id text references area (id),
  name text not null
);

create table place (
  id text primary key,
  country text not null references area (id),
  name text not null,
  population integer not null check (population >= 0),
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -85 and 85),
  -- Web Mercator is conformal: near a point, the order by distance on this plane is the order on the ground.
  m point generated always as (point(lng, degrees(ln(tan(radians(45 + lat / 2)))))) stored,
  department_id text references area (id),
  time_zone text not null,
  -- false: the point is the mean of its neighbours, within about 6 km
  exact boolean not null
);

create index place_m on place using gist (m);

create table place_postal_code (
  country text not null,
  postal_code text not null,
  place_id text not null references place (id) on delete cascade,
  primary key (country, postal_code, place_id)
);

create index place_postal_code_place on place_postal_code (place_id);

-- One row: which files are loaded.
create table territory_load (
  id boolean primary key default true check (id),
  checksum text not null
);
