-- How many persons an account, or a program's key, was shown on a day (UTC): past a ceiling it is shown no more.
create table disclosure (
  -- an account or a key
  actor uuid not null,
  day date not null,
  persons integer not null check (persons >= 0),
  primary key (actor, day)
);
