-- The picture of an event, as that of a group.
create table event_picture (
  event_id uuid primary key references event (id) on delete cascade,
  bytes bytea not null check (length(bytes) <= 2000000),
  width integer not null,
  height integer not null,
  words text not null check (length(words) between 1 and 200)
);
