-- The day on which the lists were closed, where the decree that calls the vote says so itself: after a dissolution no six weeks are left.
alter table election add column lists_closed date;
