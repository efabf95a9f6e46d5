-- A group that is to become two, and what came of it.
create table split (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  opened_at timestamptz not null,
  -- null: by the thirteenth who came
  opened_by uuid references person (id) on delete set null,
  wishes_until timestamptz not null,
  decide_until timestamptz not null,
  -- Reminders that its organisers got.
  reminders smallint not null default 0,
  -- Those who share a language that most do not speak stay together where they can.
  keep_languages boolean not null default false,
  -- Time is over and no proposal fits: staff of the territory are asked.
  escalated_at timestamptz,
  state text not null default 'open' check (state in ('open', 'divided', 'dropped', 'undone')),
  child_id uuid references local_group (id),
  decided_at timestamptz,
  decided_by uuid references person (id) on delete set null,
  -- The best that fits the wishes, since nobody decided in time.
  automatic boolean not null default false,
  -- The half whose organisers would take it back; it needs one of the other.
  undo_asked_in uuid references local_group (id),
  check ((state in ('divided', 'undone')) = (child_id is not null)),
  check ((child_id is null) = (decided_at is null))
);

create unique index split_open on split (group_id) where state = 'open';
create index split_group on split (group_id, opened_at);
create index split_child on split (child_id) where child_id is not null;
create index split_opened_by on split (opened_by);
create index split_decided_by on split (decided_by);

-- What a member says about it: whether she would lead a half, or have it meet at her place.
create table split_wish (
  split_id uuid not null references split (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  organises boolean not null,
  hosts boolean not null,
  at timestamptz not null,
  primary key (split_id, person_id)
);

create index split_wish_person on split_wish (person_id);

-- Two who would like to stay together, at the word of one; or who must, at that of an organiser.
create table split_tie (
  split_id uuid not null references split (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  other_id uuid not null references person (id) on delete cascade,
  kind text not null check (kind in ('wish', 'pin')),
  primary key (split_id, person_id, other_id, kind),
  check (person_id <> other_id)
);

create index split_tie_person on split_tie (person_id);
create index split_tie_other on split_tie (other_id);
