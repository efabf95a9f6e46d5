-- A person is a row of the file: being there reveals a political opinion (GDPR art. 9), so nothing gets here before the
-- owner of the mailbox pressed the button.
create table person (
  id uuid primary key,
  given_name text not null check (given_name <> ''),
  family_name text,
  locale text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  postal_code text,
  place_id text references place (id),
  -- as written, when no place is known by that name
  town text,
  department_id text references area (id),
  -- her number among the supporters of her department, or of her country outside France
  area_rank integer not null,
  -- the day, in UTC, under which the tally counts her
  confirmed_on date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index person_place on person (place_id);
create index person_department on person (department_id);

create table contact_point (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  kind text not null check (kind in ('email', 'phone')),
  -- e-mail in lower case; phone in E.164
  value text not null,
  verified_at timestamptz,
  created_at timestamptz not null,
  unique (person_id, kind, value)
);

-- One mailbox, one supporter; a telephone may serve a whole household.
create unique index contact_point_email on contact_point (value) where kind = 'email';

-- The ledger: a change is a new row, never an update (GDPR art. 7(1)).
create table consent (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  purpose text not null check (purpose in ('support', 'news', 'calls')),
  channel text not null check (channel in ('file', 'email', 'sms', 'voice')),
  action text not null check (action in ('given', 'withdrawn')),
  wording_id text not null,
  wording_text text not null,
  locale text not null,
  method text not null check (method in ('web', 'api', 'mail', 'paper', 'phone', 'event', 'import')),
  -- which form or page
  source text not null,
  -- when the box was ticked, and when the owner of the mailbox confirmed
  asked_at timestamptz,
  collected_at timestamptz not null,
  -- the message whose link was pressed
  evidence text,
  -- cut to /24 or /48
  ip_truncated text,
  browser text
);

create index consent_person on consent (person_id, purpose, channel, collected_at desc);

-- Who must not be written to, by keyed hash: it outlives the person and any import (GDPR art. 21).
create table suppression (
  address_hash bytea not null,
  purpose text not null check (purpose in ('news', 'calls', 'confirmation')),
  reason text not null check (reason in ('withdrawn', 'erased', 'refused')),
  since timestamptz not null,
  until timestamptz,
  primary key (address_hash, purpose)
);

-- What waits for its mail to be opened and its button to be pressed. Gone after seven days.
create table signature (
  id uuid primary key,
  email text not null,
  given_name text not null,
  family_name text,
  locale text not null,
  country text not null,
  postal_code text,
  place_id text references place (id),
  town text,
  phone text,
  news boolean not null,
  calls boolean not null,
  wording_version integer not null,
  method text not null,
  source text not null,
  ip_truncated text,
  browser text,
  -- the same content from the same address: a double click, or someone who asks for the mail again
  fingerprint text not null,
  mails integer not null,
  signed_at timestamptz not null,
  unique (email, fingerprint)
);

create index signature_signed_at on signature (signed_at);

-- Which requests to confirm went to a mailbox lately, so that nobody can be flooded. Kept for a day, by keyed hash.
create table confirmation_claim (
  mail text primary key,
  mailbox_hash bytea not null,
  claimed_at timestamptz not null
);

create index confirmation_claim_mailbox on confirmation_claim (mailbox_hash, claimed_at);

-- Supporters counted as they come and go, so that no page counts the file.
-- scope 'area': department or country; 'place'; 'day': of confirmation; 'total': 'supporters', 'places'.
create table supporter_tally (
  scope text not null check (scope in ('area', 'place', 'day', 'total')),
  key text not null,
  n integer not null check (n >= 0),
  primary key (scope, key)
);
