-- What an officer has looked at. `subject`: the gift, or the pair of donors.
create table book_look (
  recipient_id uuid not null references recipient (id),
  what text not null check (what in ('foreign-card', 'pair', 'after-filing')),
  subject text not null check (length(subject) between 1 and 100),
  account_id uuid not null,
  at timestamptz not null,
  primary key (recipient_id, what, subject)
);
