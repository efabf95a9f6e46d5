-- Shares of groups are looked up by their code over all books.
create index book_account_floored on book_account (code, book_id) where floor_zero;
