-- A rule, never its result: what is stored goes stale.
create table audience (
  id uuid primary key,
  name text not null check (name <> ''),
  rule jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create unique index audience_name on audience (lower(name));
