-- Charges of many sessions are written in one statement, and move the balance once: it is one row, for which all who
-- charge the campaign queue up.

drop trigger add_to_balance on ledger;

create or replace function add_to_balance() returns trigger
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    as
$$
begin
    insert into public.balance as b (campaign_id, microdollars)
    select added.campaign_id, sum(added.microdollars) from added group by added.campaign_id
    on conflict (campaign_id) do update set microdollars = b.microdollars + excluded.microdollars;
    return null;
end
$$;

create trigger add_to_balance after insert on ledger referencing new table as added
    for each statement execute function add_to_balance();
