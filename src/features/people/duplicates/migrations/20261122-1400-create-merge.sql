-- Two people who may be one. a < b, so that a pair is one row.
create table duplicate_suggestion (
  a uuid not null references person (id) on delete cascade,
  b uuid not null references person (id) on delete cascade,
  reasons text[] not null,
  found_at timestamptz not null,
  dismissed_at timestamptz,
  primary key (a, b),
  check (a < b)
);

create index duplicate_suggestion_b on duplicate_suggestion (b);

-- What stood before two became one. Gone after thirty days, and with the person.
create table person_merge (
  id uuid primary key,
  kept uuid not null references person (id) on delete cascade,
  dropped uuid not null,
  name text not null,
  snapshot jsonb not null,
  merged_by uuid not null,
  merged_at timestamptz not null,
  undone_at timestamptz
);

create index person_merge_kept on person_merge (kept);
create index person_merge_at on person_merge (merged_at);
