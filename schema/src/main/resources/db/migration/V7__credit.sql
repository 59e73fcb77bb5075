-- Money, in micro-dollars (R25). The ledger is only ever added to; the balance is its sum, kept by the database.

create table ledger (
    campaign_id       bigint not null references campaign,
    id                bigint generated always as identity,
    kind              text not null check (kind in ('TOP_UP', 'CHARGE')),
    -- added to the balance: charges are negative
    microdollars      bigint not null,
    at                timestamptz not null,
    -- of a top-up: a repeated call with the same reference adds nothing
    reference         text check (reference <> ''),
    -- of a charge: sums since the session was joined, this row included, so that nothing is charged twice
    session_id        uuid,
    connected_seconds bigint check (connected_seconds >= 0),
    session_total     bigint,
    primary key (campaign_id, id),
    unique (campaign_id, reference),
    unique (campaign_id, session_id, session_total),
    foreign key (campaign_id, session_id) references session (campaign_id, id),
    check (case kind
        when 'TOP_UP' then microdollars > 0 and reference is not null
            and num_nonnulls(session_id, connected_seconds, session_total) = 0
        when 'CHARGE' then microdollars < 0 and reference is null
            and num_nulls(session_id, connected_seconds, session_total) = 0
            and session_total >= -microdollars
    end)
);
call wall_off('ledger');
call append_only('ledger');
grant select, insert on ledger to ${app};

create table balance (
    campaign_id  bigint primary key references campaign,
    microdollars bigint not null
);
call wall_off('balance');
grant select on balance to ${app};

create function add_to_balance() returns trigger
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    as
$$
begin
    insert into public.balance as b (campaign_id, microdollars) values (new.campaign_id, new.microdollars)
    on conflict (campaign_id) do update set microdollars = b.microdollars + excluded.microdollars;
    return null;
end
$$;
revoke execute on function add_to_balance() from public;
create trigger add_to_balance after insert on ledger for each row execute function add_to_balance();
