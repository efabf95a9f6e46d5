-- When the whole movement was last written to a file: by `backup`; what is exported from the pages stands in `export`.
create table backup (
  id uuid primary key,
  made_at timestamptz not null
);
