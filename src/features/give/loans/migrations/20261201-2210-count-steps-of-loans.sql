-- How often its money came or went back: names the entries of the books that follow.
alter table loan add column step integer not null default 0;
