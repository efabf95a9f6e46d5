-- Members whom a mail does not reach: who entered them, on what paper they agreed, and who called or saw them.
create table paper_member (
  person_id uuid primary key references person (id) on delete cascade,
  group_id uuid not null references local_group (id),
  -- The day on the sheet that she signed, and who keeps it.
  signed_on date not null,
  kept_by text not null check (length(kept_by) between 1 and 120),
  entered_by uuid references person (id) on delete set null,
  entered_at timestamptz not null
);

create index paper_member_group on paper_member (group_id, entered_at);
create index paper_member_entered_by on paper_member (entered_by);

-- That a group entered somebody, without saying whom: the limit holds also for those who were forgotten since.
create table paper_entry (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  entered_at timestamptz not null
);

create index paper_entry_group on paper_entry (group_id, entered_at);

create table visit (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  person_id uuid not null references person (id) on delete cascade,
  visited_by uuid references person (id) on delete set null,
  how text not null check (how in ('call', 'visit')),
  words text check (length(words) <= 300),
  at timestamptz not null
);

create index visit_of on visit (person_id, at desc);
create index visit_by on visit (visited_by);
create index visit_group on visit (group_id);
