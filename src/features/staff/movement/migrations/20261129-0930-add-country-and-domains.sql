-- Where the movement is at home, whose clocks it goes by where nothing says another place, and which domains it does without.
-- Movements of before were French.
alter table movement
  add column country text not null default 'FR' check (country ~ '^[A-Z]{2}$'),
  add column time_zone text not null default 'Europe/Paris',
  add column off text[] not null default '{}';
alter table movement
  alter column country drop default,
  alter column time_zone drop default;
