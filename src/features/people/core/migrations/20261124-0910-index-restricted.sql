-- The few whom nobody may touch, for whoever answers to them.
create index person_restricted on person (restricted_at) where restricted_at is not null;
