-- Whose word it is: hers, by an id that may be of nobody any more, or nobody's where the mailbox itself spoke. What stood here before one mailbox
-- could be held by several binds all of them.
alter table suppression add column person_id uuid not null default '00000000-0000-0000-0000-000000000000';
alter table suppression drop constraint suppression_pkey, add primary key (address_hash, purpose, person_id);
create index suppression_person on suppression (person_id) where person_id <> '00000000-0000-0000-0000-000000000000';
