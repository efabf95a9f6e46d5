-- The page that shows what is asked.
alter table approval add column path text;
