-- Whoever has another card says so on the page of her gift: what pays from then on, by the payment of nothing by which it came. null: what paid the first gift.
alter table monthly_gift add column means_id uuid;
-- The last time that she was led to where other means are kept, whatever came of it.
alter table monthly_gift add column asked_means uuid;
