-- Who is erased keeps her name and her declarations in the accounts, which the law has kept. Her address is not among them: nobody writes there any more. The
-- keyed hash stays, by which all that came from one person counts together.
alter table donor alter column email drop not null;
