-- A program that may act, as a mandate lets an account act.
create table api_key (
  id uuid primary key,
  name text not null,
  -- SHA-256 of the key: it holds 256 random bits, so no salt and no slowness would add anything
  token_hash bytea not null unique,
  -- its last letters, to tell keys apart
  hint text not null,
  permissions text[] not null check (cardinality(permissions) > 0),
  -- neither: everywhere
  area_id text references area (id),
  place_id text references place (id),
  given_by uuid references account (id) on delete set null,
  given_at timestamptz not null,
  ends_at timestamptz not null,
  used_on date,
  check (area_id is null or place_id is null)
);

-- Answers given, for a day: whoever asks the same again gets the same answer, and nothing is done twice.
create table api_answer (
  caller uuid not null,
  idempotency_key text not null,
  -- what was asked; the same key for something else is an error
  fingerprint bytea not null,
  status integer,
  body jsonb,
  answered_at timestamptz not null,
  primary key (caller, idempotency_key)
);

create index api_answer_answered_at on api_answer (answered_at);
