-- Since when a group shows a picture, which a slice above keeps; null: it shows none.
alter table local_group add column picture_at timestamptz;

-- Groups whose next meeting has begun.
create index local_group_next on local_group (next_meeting_at) where next_meeting_at is not null;
