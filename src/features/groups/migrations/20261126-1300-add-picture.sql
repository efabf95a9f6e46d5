-- Since when a group shows a picture, which a slice above keeps; null: it shows none.
alter table local_group add column picture_at timestamptz;
