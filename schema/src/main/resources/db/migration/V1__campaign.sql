-- Campaigns, the tenants, and the wall between them.
--
-- Two roles work on this database:
--   the owner     runs these migrations and owns everything. It serves no request.
--   ${app}   is what the server connects as. It owns nothing and cannot bypass row-level security.
-- docs/database.md says how both are created on a PostgreSQL of your own.
--
-- The wall: every tenant table has a campaign_id, and row-level security, forced on its owner too, shows and takes
-- only rows of the campaign that the transaction works for (set local hustings.campaign). Foreign keys are checked
-- past row-level security, so they are composite: (campaign_id, id).

-- The campaign that this transaction works for; null if none was set, and then nothing is visible. (Once a setting
-- was used in a connection it comes back as '' and not as null.)
create function current_campaign() returns bigint
    language sql stable parallel safe
    return nullif(current_setting('hustings.campaign', true), '')::bigint;

-- Puts a tenant table behind the wall. A migration that adds a tenant table calls this and then grants to ${app}
-- what it needs; a test walks the catalogue and fails for a table that was forgotten.
create procedure wall_off(tenant_table regclass)
    language plpgsql as
$$
begin
    execute format('alter table %s enable row level security, force row level security', tenant_table);
    execute format(
        'create policy own_campaign on %s using (campaign_id = current_campaign()) with check (campaign_id = current_campaign())',
        tenant_table);
end
$$;

-- Refuses to change or delete rows of a table whose rows are only ever added, whoever asks.
create function refuse_change() returns trigger
    language plpgsql as
$$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;

-- Makes a table append-only. Privileges keep ${app} out; the trigger stops everybody else.
create procedure append_only(history_table regclass)
    language plpgsql as
$$
begin
    execute format(
        'create trigger append_only before update or delete or truncate on %s for each statement execute function refuse_change()',
        history_table);
end
$$;

revoke execute on procedure wall_off(regclass), append_only(regclass) from public;

create table campaign (
    id         bigint generated always as identity primary key,
    name       text not null unique check (name <> ''),
    -- ISO 3166: whose number plan numbers without a country code belong to
    region     text not null default 'US' check (region ~ '^[A-Z]{2}$'),
    -- home zone, the default of its projects' hours
    zone       text not null default 'America/New_York' check (zone <> ''),
    created_at timestamptz not null default now()
);
alter table campaign enable row level security, force row level security;
create policy own_campaign on campaign using (id = current_campaign()) with check (id = current_campaign());
grant select, update (name, region, zone) on campaign to ${app};

-- The numbers that volunteers dial, as the trunk delivers them (DNIS). A number leads to one campaign.
create table campaign_number (
    dnis        text primary key check (dnis <> ''),
    campaign_id bigint not null references campaign
);
create index campaign_number_campaign on campaign_number (campaign_id);
call wall_off('campaign_number');
grant select, insert, delete on campaign_number to ${app};

-- The doors in the wall. Whoever signs in or dials in has no campaign yet, and promoter and reconciler go from one
-- campaign to the next: they ask these functions, which run as the owner and tell no more than what is named here.
create policy the_owner_looks_up on campaign for select to current_user using (true);
create policy the_owner_founds on campaign for insert to current_user with check (true);
create policy the_owner_looks_up on campaign_number for select to current_user using (true);

create function all_campaigns() returns table (id bigint, name text, region text, zone text)
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
begin atomic
    select c.id, c.name, c.region, c.zone from public.campaign c order by c.id;
end;

create function campaign_at(dialed text) returns bigint
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
begin atomic
    select n.campaign_id from public.campaign_number n where n.dnis = dialed;
end;

create function campaign_named(wanted text) returns bigint
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
begin atomic
    select c.id from public.campaign c where c.name = wanted;
end;

create function found_campaign(new_name text, new_region text, new_zone text) returns bigint
    language sql security definer
    set search_path = pg_catalog, pg_temp
begin atomic
    insert into public.campaign (name, region, zone) values (new_name, new_region, new_zone) returning id;
end;

revoke execute on function all_campaigns(), campaign_at(text), campaign_named(text), found_campaign(text, text, text)
    from public;
grant execute on function all_campaigns(), campaign_at(text), campaign_named(text), found_campaign(text, text, text)
    to ${app};
