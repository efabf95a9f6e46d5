-- What a line brought where it is no gift: a due or a loan, whose rooms stand above this one.
alter table bank_line
  add column brought_kind text check (brought_kind in ('due', 'loan')),
  add column brought_id uuid,
  add check ((brought_kind is null) = (brought_id is null)),
  add check (gift_id is null or brought_id is null);
create unique index bank_line_brought on bank_line (brought_id) where state in ('booked', 'to-send-back');
