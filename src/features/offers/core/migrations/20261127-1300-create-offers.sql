-- What somebody says she can do, for whom she chose to show it to.
create table offer (
  id uuid primary key,
  person_id uuid not null unique references person (id) on delete cascade,
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -85 and 85),
  m point generated always as (point(lng, degrees(ln(tan(radians(45 + lat / 2)))))) stored,
  town text not null,
  place_id text references place (id),
  department_id text references area (id),
  -- How far she goes.
  km smallint not null check (km between 1 and 200),
  equipment text[] not null default '{}',
  languages text[] not null default '{}',
  -- Hours of the week, such as mon-evening.
  hours text[] not null default '{}',
  words text check (length(words) <= 1000),
  -- Whom she shows it to: organisers of groups nearby, staff of her territory. Neither: nobody sees it.
  to_organisers boolean not null default false,
  to_staff boolean not null default false,
  -- Requests in thirty days that she lets come.
  most smallint not null check (most between 0 and 20),
  changed_at timestamptz not null
);

create index offer_shown on offer using gist (m) where to_organisers or to_staff;

create table offer_skill (
  offer_id uuid not null references offer (id) on delete cascade,
  skill text not null,
  level text not null check (level in ('amateur', 'professional')),
  primary key (offer_id, skill)
);

-- Append-only: whom she agreed to show it to, in which words.
create table offer_consent (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  whom text not null check (whom in ('organisers', 'staff')),
  given boolean not null,
  wording_id text not null,
  wording_text text not null,
  locale text not null,
  at timestamptz not null
);

create index offer_consent_person on offer_consent (person_id);

-- Somebody asks for help: what, when, where. Neither knows how to reach the other before a yes.
create table offer_request (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  asked_by uuid references person (id) on delete set null,
  what text not null check (length(what) between 1 and 500),
  place text not null check (length(place) between 1 and 200),
  starts_at timestamptz not null,
  time_zone text not null,
  state text not null check (state in ('open', 'accepted', 'declined', 'proposed', 'withdrawn')),
  -- Another time that she proposes.
  proposed_at timestamptz,
  reply text check (length(reply) <= 500),
  asked_at timestamptz not null,
  answered_at timestamptz,
  thanks text check (length(thanks) <= 500),
  thanked_at timestamptz
);

create index offer_request_person on offer_request (person_id, asked_at desc);
create index offer_request_asked_by on offer_request (asked_by, asked_at desc);
-- Pressed twice, it is asked once.
create unique index offer_request_once on offer_request (person_id, asked_by, starts_at) where asked_by is not null and state <> 'withdrawn';
