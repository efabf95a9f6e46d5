-- Whoever gives by cheque or in cash may have no mailbox.
alter table donor alter column email drop not null;
-- Cash to one recipient is summed before each more.
create index gift_cash on gift (recipient_id) where mode = 'cash';
