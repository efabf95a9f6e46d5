create table export (
  id uuid primary key,
  kind text not null check (kind in ('audience', 'movement')),
  file_name text not null,
  -- what is exported, as it was asked: the audience, and the territory of who asked
  audience_id uuid,
  scope jsonb not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  rows_done integer not null default 0,
  rows_all integer not null default 0,
  asked_by uuid not null,
  asked_at timestamptz not null,
  finished_at timestamptz
);

create table export_piece (
  export_id uuid not null references export (id) on delete cascade,
  n integer not null,
  bytes bytea not null,
  primary key (export_id, n)
);
