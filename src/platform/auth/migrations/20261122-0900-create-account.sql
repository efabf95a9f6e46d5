-- Who can sign in: mailboxes that proved themselves, their sessions and second factors. Written by better-auth alone.
create table account (
  id uuid primary key,
  email text not null unique,
  email_verified boolean not null,
  name text not null,
  image text,
  two_factor_enabled boolean,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table account_session (
  id uuid primary key,
  token text not null unique,
  account_id uuid not null references account (id) on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  -- when a second factor was last shown in this session
  strong_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index account_session_account on account_session (account_id);

-- What better-auth calls accounts: passwords and foreign identity providers. We use neither; it must exist.
create table account_provider (
  id uuid primary key,
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references account (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Codes and challenges that wait for an answer; a code only as a hash.
create table account_code (
  -- the library makes some of these ids of what they lock, so they are no uuid
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index account_code_identifier on account_code (identifier);

create table account_passkey (
  id uuid primary key,
  name text,
  public_key text not null,
  account_id uuid not null references account (id) on delete cascade,
  credential_id text not null unique,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz
);

create index account_passkey_account on account_passkey (account_id);

-- Secret and recovery codes are encrypted with the program's secret.
create table account_totp (
  id uuid primary key,
  secret text not null,
  backup_codes text not null,
  account_id uuid not null unique references account (id) on delete cascade,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamptz
);
