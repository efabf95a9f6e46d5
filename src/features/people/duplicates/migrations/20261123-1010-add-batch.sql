-- The act of many merges that this one was part of.
alter table person_merge add column batch uuid;

create index person_merge_batch on person_merge (batch) where batch is not null;
