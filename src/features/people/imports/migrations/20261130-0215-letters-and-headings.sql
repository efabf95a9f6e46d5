-- How sure we are of the letters of a file, and how many rows stand before the first of people.
alter table import_part add column sure boolean not null default true, add column skipped integer not null default 1;
