-- Who came to a group, or knocked, by her own hand, and who left one: for the ceiling of a day and the rest after leaving. Forgotten after some days.
create table passage (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  person_id uuid not null references person (id) on delete cascade,
  kind text not null check (kind in ('came', 'left')),
  at timestamptz not null
);

create index passage_person on passage (person_id, at);
create index passage_at on passage (at);
