-- Accounts of books. `book_id`: whose books (a recipient's). What is debited is above zero, what is credited below: a group's share is
-- what is owed to it, so below. Names and codes say nothing of a donor.
create table book_account (
  id uuid primary key,
  book_id uuid not null,
  code text not null check (code ~ '^[A-Za-z0-9:._-]{1,60}$'),
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense', 'equity')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  name text not null check (length(name) between 1 and 200),
  -- what is on it cannot be spent twice, nor more of it than there is
  floor_zero boolean not null default false,
  -- the sum of its lines; moved by them alone, under its lock
  balance bigint not null default 0 check (balance between -9007199254740991 and 9007199254740991),
  constraint book_account_floor
    check (not floor_zero or case when kind in ('asset', 'expense') then balance >= 0 else balance <= 0 end)
);
create unique index book_account_code on book_account (book_id, code, currency);

-- One entry for one cause, however often it is told. `day`: in the zone of the book.
create table book_entry (
  id uuid primary key,
  book_id uuid not null,
  at timestamptz not null,
  day date not null,
  cause_kind text not null check (length(cause_kind) between 1 and 40),
  cause_id text not null check (length(cause_id) between 1 and 200),
  what text not null check (length(what) between 1 and 100)
);
create unique index book_entry_cause on book_entry (cause_kind, cause_id, what);
create index book_entry_day on book_entry (book_id, day, id);

create table book_line (
  entry_id uuid not null references book_entry (id),
  n smallint not null,
  account_id uuid not null references book_account (id),
  amount bigint not null check (amount <> 0 and amount between -9007199254740991 and 9007199254740991),
  primary key (entry_id, n)
);

-- What was debited and credited on an account in a day: of a year there are some thousand rows, however many gifts. Kept by the lines.
create table book_day (
  account_id uuid not null references book_account (id),
  day date not null,
  debit bigint not null check (debit between 0 and 9007199254740991),
  credit bigint not null check (credit between 0 and 9007199254740991),
  primary key (account_id, day)
) with (fillfactor = 70);

-- At commit: two lines at least, all of one book, and nothing left over in any currency. `offset 0` keeps each row looked up by its key, whatever plan
-- was made for the function when the tables were empty or a thousand entries came at once.
create function check_book_entry() returns trigger language plpgsql as $$
declare
  lines bigint; open boolean; strange boolean;
begin
  -- Entries come table by table then, each as it was checked once.
  if restoring() then return null; end if;
  select coalesce(sum(c.lines), 0), bool_or(c.rest <> 0), bool_or(c.strange) into lines, open, strange from (
    select count(*) as lines, sum(l.amount) as rest, bool_or(a.book_id <> new.book_id) as strange
    from book_line l cross join lateral (select book_id, currency from book_account where id = l.account_id offset 0) a
    where l.entry_id = new.id group by a.currency) c;
  if lines < 2 then raise exception 'Entry % has % lines', new.id, lines using errcode = '23514', constraint = 'book_entry_lines'; end if;
  if open then raise exception 'Entry % does not balance', new.id using errcode = '23514', constraint = 'book_entry_balances'; end if;
  if strange then raise exception 'Entry % is of two books', new.id using errcode = '23514', constraint = 'book_entry_one_book'; end if;
  return null;
end $$;
create constraint trigger book_entry_checked after insert on book_entry deferrable initially deferred
  for each row execute function check_book_entry();

-- All lines of an entry come at once, so that none is added to one of before. Balances and days move with them, under the locks of their accounts,
-- always taken in one order.
create function move_book_balances() returns trigger language plpgsql as $$
declare
  moved record;
begin
  if restoring() then return null; end if;
  if exists (
    select from (select entry_id, count(*) as lines from written group by entry_id) w
    where w.lines <> (select count(*) from book_line l where l.entry_id = w.entry_id)
  ) then raise exception 'Lines of an entry come at once' using errcode = '23514', constraint = 'book_line_at_once'; end if;
  for moved in select account_id, sum(amount)::bigint as amount from written group by account_id order by account_id loop
    update book_account set balance = balance + moved.amount where id = moved.account_id;
  end loop;
  insert into book_day (account_id, day, debit, credit)
  select w.account_id, w.day, sum(greatest(w.amount, 0)), sum(greatest(-w.amount, 0))
  from (select account_id, amount, (select e.day from book_entry e where e.id = entry_id) as day from written) w
  group by w.account_id, w.day order by w.account_id, w.day
  on conflict (account_id, day) do update set debit = book_day.debit + excluded.debit, credit = book_day.credit + excluded.credit;
  return null;
end $$;
create trigger book_line_moves after insert on book_line referencing new table as written
  for each statement execute function move_book_balances();

-- What is written stays as it is: a correction is another entry.
create function refuse_in_books() returns trigger language plpgsql as $$
begin raise exception '% of % is refused: books are only added to', tg_op, tg_table_name using errcode = '23001'; end $$;
create trigger book_entry_stays before update or delete on book_entry for each row execute function refuse_in_books();
create trigger book_line_stays before update or delete on book_line for each row execute function refuse_in_books();
create trigger book_account_stays before delete on book_account for each row execute function refuse_in_books();
create trigger book_account_same before update on book_account for each row
  when (pg_trigger_depth() = 0 and (old.balance, old.book_id, old.code, old.kind, old.currency, old.id)
    is distinct from (new.balance, new.book_id, new.code, new.kind, new.currency, new.id))
  execute function refuse_in_books();
create trigger book_account_empty before insert on book_account for each row
  when (new.balance <> 0 and not restoring()) execute function refuse_in_books();
create trigger book_day_stays before insert or update or delete on book_day for each row
  when (pg_trigger_depth() = 0 and not restoring()) execute function refuse_in_books();
create trigger book_entry_whole before truncate on book_entry for each statement execute function refuse_in_books();
create trigger book_line_whole before truncate on book_line for each statement execute function refuse_in_books();
create trigger book_account_whole before truncate on book_account for each statement execute function refuse_in_books();
create trigger book_day_whole before truncate on book_day for each statement execute function refuse_in_books();
