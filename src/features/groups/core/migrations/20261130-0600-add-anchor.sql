-- Around what point a group is trusted with what neighbours offer: where it was founded, or was when somebody in charge said that she knows it.
-- Null: it has not moved since, and it is where it is.
alter table local_group add column anchor_lng double precision;
alter table local_group add column anchor_lat double precision;
-- When it last went to another town.
alter table local_group add column moved_at timestamptz;
-- When somebody in charge of its territory said that she knows it.
alter table local_group add column vouched_at timestamptz;
