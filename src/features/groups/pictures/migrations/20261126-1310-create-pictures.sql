-- The picture of a group, drawn anew from what an organiser sent. In the database, so that every process and every backup has it.
create table group_picture (
  group_id uuid primary key references local_group (id),
  bytes bytea not null check (length(bytes) <= 2000000),
  width integer not null,
  height integer not null,
  -- what it shows, for those who cannot see it
  words text not null check (length(words) between 1 and 200)
);
