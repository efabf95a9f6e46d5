-- A picture of the movement’s own, for its letters and pages: drawn anew from what was sent, with what it shows and who made it.
create table picture (
  id uuid primary key,
  bytes bytea not null check (length(bytes) <= 2000000),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  words text not null check (length(words) between 1 and 200),
  credit text not null check (length(credit) <= 200),
  sent_at timestamptz not null
);
create index picture_sent on picture (sent_at desc, id);
