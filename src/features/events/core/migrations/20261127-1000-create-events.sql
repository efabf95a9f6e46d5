-- Dates that were made together: each is an event of its own.
create table event_series (id uuid primary key, created_at timestamptz not null);

create table event (
  id uuid primary key,
  type text not null,
  title text not null check (length(title) between 1 and 100),
  description text check (length(description) <= 4000),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Whose clocks say when.
  time_zone text not null,
  -- The town in which it is; of one that is online alone, the town of who holds it: it says whose territory it is.
  place_id text not null references place (id),
  department_id text references area (id),
  country text not null references area (id),
  attendance text not null check (attendance in ('place', 'online', 'both')),
  precision text not null check (precision in ('exact', 'street', 'town')),
  -- What anybody may know of where it is. `address` and the exact point are public only where the precision says so.
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -85 and 85),
  -- A few centimetres off, by the random bytes of the id, so that pages of events at one point can follow each other.
  m point generated always as (point(
    lng + (get_byte(uuid_send(id), 10) * 65536 + get_byte(uuid_send(id), 11) * 256 + get_byte(uuid_send(id), 12)) * 6e-14,
    degrees(ln(tan(radians(45 + lat / 2)))) + (get_byte(uuid_send(id), 13) * 65536 + get_byte(uuid_send(id), 14) * 256 + get_byte(uuid_send(id), 15)) * 6e-14
  )) stored,
  address text check (length(address) <= 200),
  exact_lng double precision,
  exact_lat double precision,
  -- For who holds a place, and nobody else.
  online_url text check (length(online_url) <= 500),
  language text not null,
  -- null: as many as come
  capacity integer check (capacity between 1 and 100000),
  -- How many somebody may bring along.
  guests smallint not null default 0 check (guests between 0 and 9),
  -- Places that are held, and sign-ups that wait: kept by the triggers of `sign_up`, and by nothing else.
  taken integer not null default 0 check (taken >= 0),
  waiting integer not null default 0 check (waiting >= 0),
  price text check (length(price) <= 200),
  access text[] not null default '{}',
  access_note text check (length(access_note) <= 300),
  -- Falls under the silence around votes.
  campaign boolean not null,
  waived_at timestamptz,
  -- when it was seen that nobody holds it any more
  orphaned_at timestamptz,
  recipe_id text references recipe (id) on delete set null,
  series_id uuid references event_series (id),
  -- Changed by itself since its series was made: a change of the series leaves it alone.
  detached boolean not null default false,
  -- Grows with each change: who signed up is told once of each version.
  version integer not null default 1,
  created_by uuid references person (id) on delete set null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- null: it waits for somebody in charge to look at it
  published_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text check (length(cancel_reason) <= 500),
  unlisted_at timestamptz,
  unlist_reason text check (length(unlist_reason) <= 1000),
  picture_at timestamptz,
  -- Published, not called off, not taken off the list, not over: what finding looks at. A clock takes out what is over.
  listed boolean not null default false,
  check (ends_at > starts_at),
  check (capacity is null or taken <= capacity)
);

create index event_listed on event using gist (m) where listed;
create index event_to_come on event (starts_at, id) where listed;
create index event_department on event (department_id, starts_at desc);
create index event_series_of on event (series_id, starts_at) where series_id is not null;
create index event_created_by on event (created_by, starts_at);
create index event_unread on event (created_at) where published_at is null and cancelled_at is null;

-- Groups that hold it together. An invited one has not said yes yet.
create table event_host (
  event_id uuid not null references event (id) on delete cascade,
  group_id uuid not null references local_group (id),
  asked_at timestamptz not null,
  accepted_at timestamptz,
  primary key (event_id, group_id)
);

create index event_host_group on event_host (group_id);

-- Persons who hold it, besides the organisers of its groups.
create table event_organiser (
  event_id uuid not null references event (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  primary key (event_id, person_id)
);

create index event_organiser_person on event_organiser (person_id);

-- What there is to do, and when: a shift of the market table, the kitchen.
create table event_role (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  name text not null check (length(name) between 1 and 80),
  starts_at timestamptz,
  ends_at timestamptz,
  capacity integer check (capacity between 1 and 10000),
  taken integer not null default 0 check (taken >= 0),
  check (capacity is null or taken <= capacity),
  check (ends_at > starts_at)
);

create index event_role_of on event_role (event_id);

create table event_question (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  words text not null check (length(words) between 1 and 200),
  kind text not null check (kind in ('text', 'yes-no')),
  required boolean not null
);

create index event_question_of on event_question (event_id);

-- Who comes. A visitor without record is a name and a mailbox, until a month after the event.
create table sign_up (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  person_id uuid references person (id) on delete cascade,
  name text check (length(name) <= 120),
  email text,
  -- Keyed hash of the mailbox: a visitor has one living sign-up, however she writes her address.
  mailbox_hash bytea,
  locale text not null,
  -- Herself and whom she brings.
  seats smallint not null check (seats between 1 and 10),
  role_id uuid references event_role (id),
  answers jsonb not null default '{}',
  -- unconfirmed: she has not pressed the button of her mail, and holds nothing
  state text not null check (state in ('unconfirmed', 'coming', 'waiting', 'left')),
  how text not null check (how in ('site', 'mail', 'organiser', 'door')),
  asked_at timestamptz not null,
  -- What her ticket says, for the door.
  code text not null unique check (code ~ '^[a-z0-9]{12}$'),
  remind_day boolean not null default false,
  remind_hours boolean not null default false,
  day_told_at timestamptz,
  hours_told_at timestamptz,
  -- The version of the event that she was told of.
  told integer not null default 1,
  on_way_at timestamptz
);

create unique index sign_up_person on sign_up (event_id, person_id) where person_id is not null and state in ('coming', 'waiting');
create unique index sign_up_mailbox on sign_up (event_id, mailbox_hash) where mailbox_hash is not null and state in ('coming', 'waiting');
create index sign_up_of on sign_up (event_id, state, asked_at, id);
create index sign_up_of_person on sign_up (person_id, event_id) where person_id is not null;
create index sign_up_unconfirmed on sign_up (asked_at) where state = 'unconfirmed';
create index sign_up_role on sign_up (role_id) where role_id is not null;

-- Somebody complains about an event.
create table event_report (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  words text not null check (length(words) between 1 and 1000),
  reported_at timestamptz not null,
  settled_at timestamptz
);

create index event_report_open on event_report (event_id) where settled_at is null;

-- Of which votes those who hold an event were told that their silence forbids it.
create table event_silenced (
  event_id uuid not null references event (id) on delete cascade,
  election_id uuid not null references election (id),
  told_at timestamptz not null,
  primary key (event_id, election_id)
);

-- What the movement decided about events of who holds a first one. One row.
create table event_policy (id boolean primary key default true check (id), first_waits boolean not null);
insert into event_policy (first_waits) values (false);

-- Places that are held and sign-ups that wait, moved by what changed. Events before roles, each in the order of their ids.
create function move_places(events uuid[], roles uuid[], places integer[], waits integer[]) returns void language plpgsql as $$
begin
  perform 1 from event where id = any (events) order by id for update;
  update event e set taken = e.taken + d.places, waiting = e.waiting + d.waits
    from (select c.event_id, sum(c.places)::integer as places, sum(c.waits)::integer as waits
      from unnest(events, places, waits) as c (event_id, places, waits) group by c.event_id) d
    where e.id = d.event_id and (d.places <> 0 or d.waits <> 0);
  perform 1 from event_role where id = any (roles) order by id for update;
  update event_role r set taken = r.taken + d.places
    from (select c.role_id, sum(c.places)::integer as places from unnest(roles, places) as c (role_id, places)
      where c.role_id is not null group by c.role_id) d
    where r.id = d.role_id and d.places <> 0;
end $$;

create function places_arrived() returns trigger language plpgsql as $$
begin
  if restoring() then return null; end if;
  perform move_places(array_agg(event_id), array_agg(role_id),
    array_agg(case when state = 'coming' then seats else 0 end::integer), array_agg((state = 'waiting')::integer)) from arrived;
  return null;
end $$;

create function places_gone() returns trigger language plpgsql as $$
begin
  if restoring() then return null; end if;
  perform move_places(array_agg(event_id), array_agg(role_id),
    array_agg(-case when state = 'coming' then seats else 0 end::integer), array_agg(-(state = 'waiting')::integer)) from gone;
  return null;
end $$;

create function places_changed() returns trigger language plpgsql as $$
begin
  if restoring() then return null; end if;
  -- What changes no place takes no lock: a reminder is chosen, a visitor is forgotten.
  if not exists (select from arrived a join gone g on g.id = a.id
    where (a.event_id, a.state, a.seats, a.role_id) is distinct from (g.event_id, g.state, g.seats, g.role_id)) then return null; end if;
  perform move_places(array_agg(event_id), array_agg(role_id), array_agg(places), array_agg(waits)) from (
    select event_id, role_id, case when state = 'coming' then seats else 0 end::integer as places, (state = 'waiting')::integer as waits from arrived
    union all select event_id, role_id, -case when state = 'coming' then seats else 0 end::integer, -(state = 'waiting')::integer from gone) both_ways;
  return null;
end $$;

create trigger sign_up_arrived after insert on sign_up referencing new table as arrived
  for each statement execute function places_arrived();
create trigger sign_up_gone after delete on sign_up referencing old table as gone
  for each statement execute function places_gone();
create trigger sign_up_changed after update on sign_up referencing old table as gone new table as arrived
  for each statement execute function places_changed();
