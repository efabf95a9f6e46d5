-- The contact file: people who did not sign here (imported, met, on paper) stand beside supporters.
alter table person
  -- null: no supporter, she never confirmed a signature
  alter column confirmed_on drop not null,
  alter column area_rank drop not null,
  add column street text,
  add column born_on date,
  -- how she came into the file; `origin_label` says from where (GDPR art. 14(2)(f))
  add column origin text not null default 'signature' check (origin in ('signature', 'import', 'paper', 'staff', 'api')),
  add column origin_label text,
  -- what she agrees to now, as 'purpose:channel': the last words of the ledger, written with them
  add column agreed text[] not null default '{}',
  -- values of custom fields, by their key
  add column custom jsonb not null default '{}',
  add column recruited_by uuid references person (id) on delete set null,
  -- restriction of processing (GDPR art. 18): nobody reads or uses the record
  add column restricted_at timestamptz,
  -- she asked for silence until that day
  add column paused_until date,
  add column sort_name text collate "C" not null default '';

create index person_sort_name on person (sort_name, id);
create index person_recruited_by on person (recruited_by) where recruited_by is not null;
create index person_country on person (country) where department_id is null;
create index person_confirmed_on on person (confirmed_on);

alter table contact_point
  add column quality text not null default 'unknown' check (quality in ('unknown', 'good', 'bad', 'bouncing'));

-- Search by the beginning of an address or a number, whatever the collation of the database.
create index contact_point_value on contact_point (value collate "C", person_id);

-- A person's name in each of its rotations: any run of its words, in either order, begins one of them.
create table person_key (
  key text collate "C" not null,
  person_id uuid not null references person (id) on delete cascade,
  primary key (key, person_id)
);

create index person_key_person on person_key (person_id);

-- Words that occur in names, and each of them with one letter left out: two words one slip apart share a form.
create table name_word (word text collate "C" primary key);

create table name_slip (
  slip text collate "C" not null,
  word text collate "C" not null references name_word (word) on delete cascade,
  primary key (slip, word)
);

create index name_slip_word on name_slip (word);

create table tag (
  id uuid primary key,
  name text not null check (name <> ''),
  -- the name as it is compared
  key text not null unique
);

create table person_tag (
  tag_id uuid not null references tag (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  added_at timestamptz not null,
  primary key (tag_id, person_id)
);

create index person_tag_person on person_tag (person_id);

-- Fields that a movement adds. Their values stand in person.custom.
create table custom_field (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label text not null,
  kind text not null check (kind in ('text', 'number', 'date', 'boolean', 'choice')),
  options text[] not null default '{}',
  created_at timestamptz not null
);

create table note (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  text text not null check (text <> ''),
  written_by uuid,
  written_at timestamptz not null
);

create index note_person on note (person_id, written_at desc);

-- Ids that other systems gave her, so that a second import finds her again.
create table foreign_id (
  system text not null,
  value text not null,
  person_id uuid not null references person (id) on delete cascade,
  primary key (system, value)
);

create index foreign_id_person on foreign_id (person_id);
