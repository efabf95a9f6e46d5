-- What is asked, in words, and the page that shows it.
alter table approval add column about text, add column path text;
