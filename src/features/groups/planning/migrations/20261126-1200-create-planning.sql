-- An area to be cut into groups: whom it is about, how, and how far the work is.
create table plan (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  -- the rule of the audience as it was, and where whoever asked may plan
  rule jsonb not null,
  scope jsonb not null,
  -- about how many in each group; kilometres that somebody is expected to travel at most
  size integer not null check (size between 3 and 12),
  reach integer not null check (reach between 1 and 100),
  state text not null check (state in ('drawing', 'drawn', 'empty', 'inviting', 'closed')),
  -- people looked at, and those of them who have been cut into groups so far
  people integer not null default 0,
  done integer not null default 0,
  -- the plan whose rest this one plans anew
  after_id uuid references plan (id) on delete set null,
  made_by uuid references account (id) on delete set null,
  made_at timestamptz not null
);

create index plan_made_at on plan (made_at desc);
create index plan_made_by on plan (made_by);
create index plan_after on plan (after_id);

create table planned_group (
  id uuid primary key,
  plan_id uuid not null references plan (id) on delete cascade,
  name text not null check (length(name) between 1 and 80),
  -- the town in which it would meet
  place_id text not null references place (id),
  state text not null check (state in ('proposed', 'inviting', 'founded', 'dropped')),
  group_id uuid references local_group (id),
  check ((state = 'founded') = (group_id is not null))
);

create index planned_group_plan on planned_group (plan_id);
create index planned_group_group on planned_group (group_id);

-- Somebody's place in a plan. `left`: nobody near enough; `silent`: asked, and the plan was closed before she answered; `released`: she said yes, and her group did
-- not come about.
create table planned_seat (
  id uuid primary key,
  plan_id uuid not null references plan (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  planned_group_id uuid references planned_group (id) on delete cascade,
  state text not null check (state in ('left', 'proposed', 'invited', 'accepted', 'declined', 'placed', 'silent', 'released')),
  organises boolean not null default false,
  -- what she agreed to show in her group, in the words that she had before her
  agreed jsonb,
  invited_at timestamptz,
  answered_at timestamptz,
  unique (plan_id, person_id),
  check ((planned_group_id is null) <= (state in ('left', 'released', 'silent', 'declined')))
);

create index planned_seat_group on planned_seat (planned_group_id, state);
create index planned_seat_person on planned_seat (person_id);
-- Nobody is asked by two plans at once.
create unique index planned_seat_open on planned_seat (person_id) where state in ('invited', 'accepted');
