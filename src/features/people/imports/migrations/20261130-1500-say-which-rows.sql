-- Why rows do not come in, or not whole, as the trial found it: each reason with how many, and the numbers of the first.
alter table import add column refusals jsonb not null default '[]';
