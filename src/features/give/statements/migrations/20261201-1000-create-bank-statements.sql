-- What a treasurer brought of the bank. The same bytes again are the same file.
create table bank_file (
  id uuid primary key,
  recipient_id uuid not null references recipient (id),
  name text not null check (length(name) between 1 and 120),
  digest bytea not null check (length(digest) = 32),
  size integer not null check (size > 0),
  state text not null check (state in ('asked', 'reading', 'matching', 'done', 'refused')),
  -- How somebody said that a CSV is to be read, and what is asked of it.
  choices jsonb not null default '{}',
  asked jsonb,
  -- Why it was not taken.
  refusal jsonb,
  lines_all integer not null default 0,
  lines_done integer not null default 0,
  -- Lines of it that were there already.
  known integer not null default 0,
  -- Days of which it says another sum than what is kept.
  odd_days jsonb not null default '[]',
  brought_by uuid,
  brought_at timestamptz not null,
  ended_at timestamptz,
  unique (recipient_id, digest)
);

-- Its bytes, until they are read.
create table bank_piece (
  file_id uuid not null references bank_file (id) on delete cascade,
  n integer not null,
  bytes bytea not null,
  primary key (file_id, n)
);

-- A statement of a file, with the balances that prove it. Amounts in the smallest unit of the currency.
create table bank_statement (
  file_id uuid not null references bank_file (id) on delete cascade,
  n integer not null,
  format text not null check (format in ('camt', 'mt940', 'csv')),
  number text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  opening bigint,
  opened_on date,
  closing bigint,
  closed_on date,
  came_in bigint not null,
  went_out bigint not null,
  lines integer not null,
  pending integer not null,
  primary key (file_id, n)
);

-- One movement of the recipient's account, whatever file and format told of it.
create table bank_line (
  id uuid primary key,
  recipient_id uuid not null references recipient (id),
  file_id uuid not null references bank_file (id),
  line integer not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  booked date not null,
  valued date,
  amount bigint not null check (amount between -9007199254740991 and 9007199254740991),
  reversal boolean not null,
  kind text,
  refs jsonb not null,
  text text not null,
  name text,
  iban text,
  -- Why a payment came back.
  returned text,
  count integer not null,
  state text not null check (state in
    ('new', 'booked', 'doubtful', 'open', 'payout', 'aside', 'to-send-back', 'sent-back', 'undone', 'undoes', 'out')),
  -- What it may be: gifts, lines that it undoes, payouts.
  candidates jsonb not null default '[]',
  gift_id uuid references gift (id),
  -- The line that it undoes, or that undid it.
  other_id uuid references bank_line (id) deferrable initially deferred,
  payout text,
  note text check (length(note) between 1 and 300),
  decided_by uuid,
  decided_at timestamptz
);
create index bank_line_day on bank_line (recipient_id, currency, booked);
create index bank_line_file on bank_line (file_id, line);
create index bank_line_waiting on bank_line (recipient_id, state) where state in ('new', 'doubtful', 'open', 'to-send-back');
-- A gift came by one line alone, and a payout too.
create unique index bank_line_gift on bank_line (gift_id) where state in ('booked', 'to-send-back');
create unique index bank_line_payout on bank_line (payout) where state = 'payout';
create unique index bank_line_other on bank_line (other_id) where state in ('undoes', 'sent-back');

-- A line as one format tells it: by its key nothing is kept twice.
create table bank_sight (
  recipient_id uuid not null references recipient (id),
  key text not null,
  line_id uuid not null references bank_line (id),
  format text not null check (format in ('camt', 'mt940', 'csv')),
  primary key (recipient_id, key)
);
create index bank_sight_line on bank_sight (line_id);
