-- Slips come and go with their word in one statement (`keys.ts`): to look it up for each of them proves nothing more.
alter table name_slip drop constraint name_slip_word_fkey;
