-- A calendar of somebody's own, for a program that asks for it without signing in: the address holds for as long as the row stands.
create table feed (
  id uuid primary key,
  person_id uuid not null unique references person (id) on delete cascade,
  made_at timestamptz not null
);

-- Who wants the week's events by mail: around where, how far, and what she likes.
create table weekly_mail (
  person_id uuid primary key references person (id) on delete cascade,
  lng double precision not null,
  lat double precision not null,
  town text not null,
  km smallint not null check (km between 1 and 200),
  -- Types of events; none: all.
  types text[] not null default '{}',
  locale text not null,
  since timestamptz not null,
  -- The week of which she was written to, as ISO 8601 names it (2026-W48).
  told text
);

create index weekly_mail_due on weekly_mail (told, person_id);

-- Append-only: who agreed to the weekly mail, or ended it, in which words.
create table weekly_consent (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  given boolean not null,
  wording_id text not null,
  wording_text text not null,
  locale text not null,
  method text not null check (method in ('web', 'mail')),
  at timestamptz not null
);

create index weekly_consent_person on weekly_consent (person_id);
