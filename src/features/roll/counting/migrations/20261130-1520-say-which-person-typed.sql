-- Who reads two mailboxes has two accounts, and is one person.
alter table station_sheet add column person_id uuid references person (id) on delete cascade;
create index station_sheet_person on station_sheet (person_id);
