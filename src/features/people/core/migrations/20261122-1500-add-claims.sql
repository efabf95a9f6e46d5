-- An address that somebody else wrote into a record proves nothing: its owner is not that person until she says so.
alter table contact_point add column claimed boolean not null default false;

drop index contact_point_email;
create unique index contact_point_email on contact_point (value) where kind = 'email' and not claimed;

-- The ids that a person had before her records were merged: links in old mails still find her.
create table person_alias (
  old_id uuid primary key,
  person_id uuid not null references person (id) on delete cascade
);

create index person_alias_person on person_alias (person_id);
