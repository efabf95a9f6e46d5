-- Something that is to be done to many at once.
create table bulk_act (
  id uuid primary key,
  kind text not null check (kind in ('erase', 'merge')),
  -- the name of the audience, or why the pairs may be one
  about text not null,
  -- the rule of the audience as it was
  rule jsonb,
  -- where whoever asked may do this; he must still when it begins
  scope jsonb not null,
  -- people to erase, or pairs to merge
  targets integer not null check (targets > 0),
  state text not null check (state in ('asked', 'waiting', 'done', 'undoing', 'undone')),
  done integer not null default 0,
  -- touched since, or under restriction
  left_alone integer not null default 0,
  asked_by uuid not null references account (id) on delete cascade,
  asked_at timestamptz not null,
  begun_at timestamptz
);

create index bulk_act_asked_at on bulk_act (asked_at);

-- Whom it is about; goes when it is done to her.
create table bulk_target (
  act_id uuid not null references bulk_act (id) on delete cascade,
  n integer not null,
  person_id uuid not null references person (id) on delete cascade,
  -- of a pair, the second
  other_id uuid references person (id) on delete cascade,
  primary key (act_id, n)
);

create index bulk_target_person on bulk_target (person_id);
create index bulk_target_other on bulk_target (other_id) where other_id is not null;
