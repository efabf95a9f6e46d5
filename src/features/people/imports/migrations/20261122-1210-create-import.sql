-- One upload and what is said of it.
create table import (
  id uuid primary key,
  file_name text not null,
  state text not null check (state in ('receiving', 'received', 'trying', 'tried', 'running', 'done', 'undoing', 'undone', 'failed')),
  preset text,
  -- for each column of the file, what it becomes
  mapping jsonb not null default '{}',
  -- what is said of it: origin, basis, proof, language of its dates, what everybody agreed to
  said jsonb not null default '{}',
  samples jsonb not null default '[]',
  counts jsonb not null default '{}',
  -- rows behind which everything is committed
  rows_done integer not null default 0,
  rows_all integer not null default 0,
  failure text,
  created_by uuid,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);

-- One table of an upload.
create table import_part (
  import_id uuid not null references import (id) on delete cascade,
  n integer not null,
  name text not null,
  encoding text not null,
  separator text not null,
  header jsonb not null,
  rows integer not null,
  primary key (import_id, n)
);

create table import_piece (
  import_id uuid not null references import (id) on delete cascade,
  part integer not null,
  n integer not null,
  bytes bytea not null,
  primary key (import_id, part, n)
);

-- What became of each row that did something; of those refused, the row itself.
create table import_row (
  import_id uuid not null references import (id) on delete cascade,
  line integer not null,
  fate text not null check (fate in ('created', 'updated', 'refused')),
  person_id uuid references person (id) on delete cascade,
  reason text,
  cells jsonb,
  before jsonb,
  primary key (import_id, line)
);

create index import_row_person on import_row (person_id) where person_id is not null;
