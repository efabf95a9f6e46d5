-- A refund that its provider refused, or that came back. `subject`: the refund.
alter table book_look drop constraint book_look_what_check;
alter table book_look add constraint book_look_what_check check (what in ('foreign-card', 'pair', 'after-filing', 'refund'));
