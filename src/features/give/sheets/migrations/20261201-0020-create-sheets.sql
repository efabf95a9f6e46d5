-- Cheques or cash that were typed together. `id`: the key of the form, so that a press counts once. `slip`: of the bank.
create table gift_sheet (
  id uuid primary key,
  recipient_id uuid not null references recipient (id),
  mode text not null check (mode in ('cheque', 'cash')),
  came_on date not null,
  slip text check (length(slip) between 1 and 60),
  account_id uuid not null,
  made_at timestamptz not null
);
create index gift_sheet_recipient on gift_sheet (recipient_id, id);

-- Which gift a row became. The gift of somebody who was forgotten takes its row with it.
create table gift_sheet_row (
  sheet_id uuid not null references gift_sheet (id),
  n smallint not null,
  gift_id uuid not null unique references gift (id) on delete cascade,
  -- the number on the cheque, its digits alone
  cheque text check (cheque ~ '^[0-9]{1,20}$'),
  primary key (sheet_id, n)
);
create index gift_sheet_row_cheque on gift_sheet_row (cheque) where cheque is not null;
