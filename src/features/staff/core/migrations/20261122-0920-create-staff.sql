-- Roles are data: a movement changes them without touching the code.
create table role (
  id text primary key,
  permissions text[] not null
);

insert into role (id, permissions) values
  ('administrator', array['people.see', 'people.edit', 'people.import', 'people.export', 'people.merge', 'people.erase', 'people.enter',
    'people.fields', 'audiences.edit', 'journal.read', 'mandates.give', 'approvals.give', 'movement.edit', 'privacy.answer']),
  ('data-officer', array['people.see', 'people.erase', 'people.export', 'journal.read', 'approvals.give', 'privacy.answer']),
  ('staff', array['people.see', 'people.edit', 'people.import', 'people.merge', 'people.enter', 'audiences.edit']),
  ('coordinator', array['people.see', 'people.edit', 'people.enter', 'people.merge', 'audiences.edit', 'mandates.give']),
  ('organiser', array[]::text[]),
  ('treasurer', array[]::text[]),
  ('editor', array[]::text[]),
  ('volunteer', array['people.enter']);

create table mandate (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  role_id text not null references role (id),
  -- neither: everywhere
  area_id text references area (id),
  place_id text references place (id),
  starts_at timestamptz not null,
  ends_at timestamptz,
  -- null: by the first set-up
  given_by uuid references account (id) on delete set null,
  check (area_id is null or place_id is null),
  check (ends_at is null or ends_at >= starts_at)
);

create index mandate_account on mandate (account_id);

-- Who saw and did what. Grows only; each row holds the hash of the one before.
create table journal (
  seq bigint primary key,
  at timestamptz not null,
  -- no foreign key: it outlives the account
  actor uuid,
  roles text[] not null,
  action text not null,
  object_kind text not null,
  object_id text,
  fields text[] not null,
  count integer not null check (count >= 0),
  reason text,
  previous bytea not null,
  hash bytea not null
);

create index journal_actor on journal (actor, at);
create index journal_object on journal (object_id, at) where object_id is not null;

create index journal_check on journal (seq) where action = 'check';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The journal grows only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;

create trigger journal_grows_only before update or delete or truncate on journal execute function refuse_change();

-- Two persons: one asks, another allows, the first does it.
create table approval (
  id uuid primary key,
  kind text not null,
  -- exactly what is asked; another subject needs another approval
  subject text not null,
  reason text not null,
  asked_by uuid not null references account (id) on delete cascade,
  asked_at timestamptz not null,
  given_by uuid references account (id) on delete cascade,
  given_at timestamptz,
  used_at timestamptz,
  check (given_by is null or given_by <> asked_by)
);

create index approval_asked_at on approval (asked_at);

-- What the data officer should look at; one for each kind, actor and hour.
create table alert (
  id uuid primary key,
  kind text not null,
  actor uuid not null,
  hour timestamptz not null,
  count integer not null,
  seen_at timestamptz,
  unique (kind, actor, hour)
);
