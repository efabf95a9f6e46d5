-- What members of a group want to do, and who does it.
create table group_task (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  words text not null check (length(words) between 1 and 200),
  due_on date,
  made_by uuid references person (id) on delete set null,
  made_at timestamptz not null,
  taken_by uuid references person (id) on delete set null,
  done_at timestamptz
);

create index group_task_open on group_task (group_id, due_on, made_at) where done_at is null;
create index group_task_done on group_task (group_id, done_at desc) where done_at is not null;
create index group_task_made_by on group_task (made_by);
create index group_task_taken_by on group_task (taken_by);

-- What a new group ticked off of its first steps. Others follow from what it did.
create table first_step (
  group_id uuid not null references local_group (id),
  step text not null check (length(step) <= 40),
  done_at timestamptz not null,
  primary key (group_id, step)
);
