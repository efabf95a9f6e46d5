-- Who speaks. One row.
create table movement (
  id boolean primary key default true check (id),
  name text not null check (name <> ''),
  locale text not null,
  contact text not null,
  sentence text,
  accent text check (accent ~ '^#[0-9a-f]{6}$'),
  controller text
);
