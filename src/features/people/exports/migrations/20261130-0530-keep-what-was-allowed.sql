-- Whom the file is of, as it was when it was asked for, and how many at the most: what was allowed then is what leaves.
alter table export add column rule jsonb, add column most integer;
