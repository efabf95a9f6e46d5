-- A small group that would come into another: asked by the one's organisers, answered by the other's.
create table group_merge (
  id uuid primary key,
  from_id uuid not null references local_group (id),
  into_id uuid not null references local_group (id),
  asked_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'refused', 'withdrawn')),
  answered_at timestamptz,
  check (from_id <> into_id),
  check ((state = 'open') = (answered_at is null))
);

create unique index group_merge_open on group_merge (from_id) where state = 'open';
create index group_merge_into on group_merge (into_id) where state = 'open';

-- Neighbours who were asked to come into a group: each once in three months, whichever group asks.
create table neighbour_call (
  person_id uuid not null references person (id) on delete cascade,
  group_id uuid not null references local_group (id),
  called_at timestamptz not null,
  primary key (person_id, called_at)
);

create index neighbour_call_group on neighbour_call (group_id, called_at);

-- Up to when a group's organisers were told that it is small.
create table rescue_word (
  group_id uuid primary key references local_group (id),
  told_at timestamptz not null
);
